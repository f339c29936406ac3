// Details elements that behave: a menu or the phone's sheet closes on Escape or a click elsewhere, only one log form
// is open at a time, and opening one puts the cursor where one would start.
(() => {
  const openMenus = () => document.querySelectorAll("[data-menu][open]");

  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest("details[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // The toggle event does not bubble: listen on the way down.
  document.addEventListener("toggle", (event) => {
    const opened = event.target;
    if (!opened.open) return;
    if (opened.matches("[data-log-panel]")) {
      for (const other of document.querySelectorAll("[data-log-panel][open]")) if (other !== opened) other.open = false;
    }
    const start = opened.querySelector("[data-start]");
    if (start) start.focus();
  }, true);
})();
