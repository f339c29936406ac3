// 打印 on a page made for paper: a button marked data-print, shown only where script runs.
(() => {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
