// The preview of an import: choices go along with every button of its form; leaving it any other way asks first.
(() => {
  const rows = document.getElementById("rows");
  if (!rows) return;
  let changed = false;

  rows.addEventListener("change", () => { changed = true; });
  document.addEventListener("submit", (event) => {
    if (event.target === rows || event.target.matches("[data-gives-up]")) changed = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
})();
