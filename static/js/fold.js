// A saved row folds away without a new page: a form marked data-fold is posted in the background, the page that comes
// back renews every part marked data-live (counts, messages with 撤销), and the row leaves, or moves to the group it
// is in now; a group that has nobody left goes with it. Anything but a redirect
// back to this same page (a refused form, a lost session) goes the ordinary way, with a real page.
(() => {
  const messages = document.getElementById("flash");
  const groupOf = (row) => row.closest("section[id]")?.id;
  const fresh = (text) => new DOMParser().parseFromString(text, "text/html");

  function armDismissals() {
    for (const button of document.querySelectorAll("[data-dismiss]")) {
      button.hidden = false;
      button.onclick = () => button.closest(".toast").remove();
    }
  }

  function renew(page) {
    for (const part of document.querySelectorAll("[data-live][id]")) {
      const renewed = page.getElementById(part.id);
      if (renewed) part.replaceChildren(...renewed.childNodes);
    }
    armDismissals();
  }

  function fold(row) {
    const neighbour = row.nextElementSibling || row.previousElementSibling;
    row.classList.add("folding");
    setTimeout(() => {
      row.remove();
      const next = neighbour && neighbour.querySelector("[data-row-link]");
      if (next) next.focus({ preventScroll: true });
      for (const group of document.querySelectorAll(".people-group[id]")) if (!group.querySelector("li")) group.remove();
    }, 180);
  }

  // The person stands in another group now: out of this one at once, and into that one where it is on the page.
  function regroup(row, moved) {
    const list = document.querySelector(`[id="${moved.closest("section[id]").id}"] ol`);
    const before = moved.nextElementSibling && document.getElementById(moved.nextElementSibling.id);
    fold(row);
    if (list) list.insertBefore(moved, before && before.parentElement === list ? before : null);
  }

  // What was typed stays in the form: the person presses save again once the server is back.
  function sayUnreachable() {
    const toast = document.createElement("div");
    toast.className = "toast toast-bad";
    toast.textContent = messages.dataset.unreachable;
    messages.replaceChildren(toast);
  }

  function goTheOrdinaryWay(form, submitter) {
    form.removeAttribute("data-fold");
    form.requestSubmit(submitter);
  }

  async function save(form, submitter) {
    const body = new FormData(form);
    if (submitter && submitter.name) body.append(submitter.name, submitter.value);
    const address = submitter && submitter.hasAttribute("formaction") ? submitter.formAction : form.action;
    const answer = await fetch(address, { method: "POST", body, credentials: "same-origin" });
    if (!answer.redirected) return goTheOrdinaryWay(form, submitter);
    if (new URL(answer.url).pathname !== location.pathname) return location.assign(answer.url);
    const page = fresh(await answer.text());
    const row = form.closest("[data-row]");
    const stillThere = row.id && page.getElementById(row.id);
    renew(page);
    if (!stillThere) return fold(row);
    return groupOf(stillThere) === groupOf(row) ? row.replaceWith(stillThere) : regroup(row, stillThere);
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-fold]") || !form.closest("[data-row]")) return;
    event.preventDefault();
    save(form, event.submitter).catch(sayUnreachable);
  });

  armDismissals();
})();
