// Single keys: / searches, j and k walk through the rows, l logs a call on the row or the page, ? lists the keys.
// They sleep while one types, and for good once switched off (WCAG 2.1.4). Rows are marked data-row, the link a row
// is reached by data-row-link, and what l opens data-log (a summary or a link).
(() => {
  const keys = document.getElementById("keys");
  const areOff = () => document.cookie.includes("keys=off");
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable], dialog") !== null;
  const currentRow = () => document.activeElement.closest("[data-row]");

  function step(by) {
    const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent);
    const here = rows.indexOf(currentRow());
    const next = rows[Math.max(0, Math.min(rows.length - 1, here + by))];
    if (!next) return;
    next.querySelector("[data-row-link]").focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function search() {
    const box = document.getElementById("q");
    box.focus();
    box.select();
  }

  function log() {
    const opener = (currentRow() || document).querySelector("[data-log]");
    if (!opener) return;
    opener.click();
    const start = opener.parentElement.querySelector("[data-start]");
    if (start) start.focus();
  }

  const actions = { "/": search, j: () => step(1), k: () => step(-1), l: log, "?": () => keys.showModal() };

  document.addEventListener("keydown", (event) => {
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || areOff()) return;
    event.preventDefault();
    action();
  });

  const offSwitch = keys.querySelector("[data-keys-off]");
  offSwitch.checked = areOff();
  offSwitch.addEventListener("change", () => {
    document.cookie = `keys=${offSwitch.checked ? "off" : "on"}; path=/; max-age=31536000; samesite=lax`;
  });
  for (const opener of document.querySelectorAll("[data-keys-open]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => keys.showModal());
  }
})();
