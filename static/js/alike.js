// While a new person or unit is typed, those already recorded who may be the same are shown above the form: the element
// with data-alike names the address that answers them as a part of a page. Without script the saved form says it.
(() => {
  const place = document.querySelector("[data-alike]");
  if (!place) return;
  const form = place.closest("form");
  const told = /^(name|short_name|code|region|unit|email|birthday|phones-\d+-text)$/;
  let timer = 0;
  let asked = "";

  function typed() {
    const pairs = [...new FormData(form)].filter(([name, value]) => told.test(name) && value.trim());
    return new URLSearchParams(pairs).toString();
  }

  async function ask() {
    const query = typed();
    if (query === asked) return;
    asked = query;
    const answer = query ? await fetch(`${place.dataset.alike}?${query}`, { credentials: "same-origin" }) : null;
    if (query !== asked || (answer && (!answer.ok || answer.redirected))) return;
    const html = answer ? (await answer.json()).html : "";
    const page = new DOMParser().parseFromString(html, "text/html");
    place.replaceChildren(...page.body.childNodes);
  }

  form.addEventListener("input", (event) => {
    if (!told.test(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask().catch(() => {}), 350);
  });
})();
