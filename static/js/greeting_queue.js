// Sending one after another: c copies the words in hand, n says they are sent and copies the next person's, s skips.
// The forms work without this; here they are posted in the background, so that one key carries from person to person.
(() => {
  const queue = document.getElementById("queue");
  const said = document.getElementById("queue-said");
  const live = ["queue", "queue-stands", "queue-rest", "flash"];
  const isTyping = (target) => target.closest("input, textarea, select, [contenteditable], dialog") !== null;

  function show() {
    for (const button of document.querySelectorAll("[data-copy], [data-dismiss]")) button.hidden = false;
  }

  // Copying is left to copy.js, which knows the old browsers: its button is pressed.
  function copy() {
    const button = queue.querySelector("[data-queue-copy]");
    if (!button) return;
    button.click();
    said.textContent = said.dataset.copied.replace("{name}", button.dataset.queueCopy);
  }

  function renew(text, address) {
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!page.getElementById("queue")) return location.assign(address);
    for (const id of live) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    history.replaceState(null, "", address);
    show();
    copy();
    const next = queue.querySelector("[data-next] .primary");
    if (next) next.focus({ preventScroll: true });
  }

  async function carryOn(form, submitter) {
    const body = new FormData(form);
    if (submitter && submitter.name) body.append(submitter.name, submitter.value);
    const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
    if (!answer.ok || !answer.redirected) throw new Error(answer.status);
    renew(await answer.text(), answer.url);
  }

  // The server is away: the ordinary post shows the browser's own page, and nothing is marked that was not kept.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-next]")) return;
    event.preventDefault();
    for (const button of form.querySelectorAll("button")) button.disabled = true;
    carryOn(form, event.submitter).catch(() => {
      for (const button of form.querySelectorAll("button")) button.disabled = false;
      form.removeAttribute("data-next");
      form.requestSubmit(event.submitter);
    });
  });

  const press = (selector) => {
    const found = queue.querySelector(selector);
    if (found && !found.disabled) found.click();
  };
  const actions = { c: copy, n: () => press("[data-next] .primary"), s: () => press("[data-skip]") };

  document.addEventListener("keydown", (event) => {
    const action = actions[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
    if (isTyping(event.target) || document.cookie.includes("keys=off")) return;
    event.preventDefault();
    action();
  });

  document.querySelector("[data-queue-keys]").hidden = false;
})();
