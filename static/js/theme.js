// Light or dark by choice. The choice is a cookie, so the server draws the next page right from the first byte.
(() => {
  const root = document.documentElement;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme || (prefersDark.matches ? "dark" : "light")) === "dark";
  const toggles = document.querySelectorAll("[data-theme-toggle]");

  function name() {
    for (const toggle of toggles) {
      toggle.textContent = isDark() ? toggle.dataset.light : toggle.dataset.dark;
      toggle.hidden = false;
    }
  }

  for (const toggle of toggles) {
    toggle.addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
      name();
    });
  }
  prefersDark.addEventListener("change", name);
  name();
})();
