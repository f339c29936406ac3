// The search box answers while one types: a combobox whose list opens under it. Arrow keys walk through the hits, Enter
// opens the chosen one (or, when none is chosen, the page of all results), Escape closes the list. What one types with
// an input method is looked up half-way too: the pinyin in the box is pinyin to the search. Texts come as parts, some
// of them marked, and become text nodes, never markup.
(() => {
  const form = document.querySelector("[data-suggest]");
  if (!form) return;
  const box = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  const said = form.querySelector("[data-said]");
  const WAIT = 120;
  let timer = 0;
  let asked = null;
  let chosen = -1;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");

  const options = () => [...list.querySelectorAll("[role=option]")];

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function parts(pieces) {
    return pieces.map(([text, typed]) => (typed ? element("mark", {}, text) : text));
  }

  function option(url, ...children) {
    return element("div", { role: "option", "aria-selected": "false", "data-url": url }, ...children);
  }

  function hitOption(hit) {
    return option(
      hit.url,
      element("span", { class: "name" }, ...parts(hit.name)),
      element("span", { class: "hit-detail" }, ...parts(hit.detail)),
      element("span", { class: "hit-aside" }, ...parts(hit.aside)),
    );
  }

  function groupOf(group) {
    const label = `found-${group.kind}`;
    const title = element("div", { id: label, class: "found-kind", role: "presentation" }, group.label);
    return element("div", { role: "group", "aria-labelledby": label }, title, ...group.hits.map(hitOption));
  }

  function show(answer) {
    list.replaceChildren(...answer.groups.map(groupOf));
    const everything = option(answer.page.url, answer.page.label);
    everything.classList.add("found-all");
    if (answer.groups.length) list.append(everything);
    else list.append(element("p", { class: "found-none" }, answer.said));
    options().forEach((each, place) => (each.id = `found-${place}`));
    said.textContent = answer.said;
    choose(-1);
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
  }

  function close() {
    clearTimeout(timer);
    if (asked) asked.abort();
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    const all = options();
    chosen = place;
    all.forEach((each, at) => each.setAttribute("aria-selected", String(at === place)));
    if (place < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", all[place].id);
    return all[place].scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const text = box.value.trim();
    if (!text) return close();
    if (asked) asked.abort();
    asked = new AbortController();
    const address = `${form.dataset.suggest}?${new URLSearchParams({ q: text })}`;
    try {
      const answer = await fetch(address, { signal: asked.signal, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return close();
      const found = await answer.json();
      if (box.value.trim() === text && document.activeElement === box) show(found);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
    return undefined;
  }

  function walk(by) {
    const count = options().length;
    if (list.hidden) return ask();
    // One place before the first is the box itself.
    return choose(((chosen + 1 + by + count + 1) % (count + 1)) - 1);
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      walk(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !list.hidden && chosen >= 0) {
      event.preventDefault();
      location.assign(options()[chosen].dataset.url);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });

  // The press, not the click: the box would lose the focus and the list would close before the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const pressed = event.target.closest("[role=option]");
    if (!pressed) return;
    if (event.ctrlKey || event.metaKey) window.open(pressed.dataset.url);
    else location.assign(pressed.dataset.url);
  });
  box.addEventListener("blur", close);
  box.addEventListener("focus", () => box.value.trim() && ask());
})();
