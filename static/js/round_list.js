// The list of a round that is about to begin follows the feast chosen above it: the form as it stands is posted to be
// looked at, and the parts that depend on it are renewed, ticks made by hand kept. A tick is counted at once, and the
// reason is asked for only where there is something to give one for. Without script a button does the same.
(() => {
  const form = document.querySelector("[data-round-list]");
  if (!form) return;
  const list = document.getElementById("round-list");
  const parts = ["round-list", "round-repeat", "round-days"];
  const decides = /^(occasion|whose|repeat)$/;
  let asked = 0;

  function count() {
    const boxes = [...list.querySelectorAll("input[name=contact]")];
    const numbers = {
      ticked: boxes.filter((box) => box.checked).length,
      struck: boxes.filter((box) => "usual" in box.dataset && !box.checked).length,
      added: boxes.filter((box) => !("usual" in box.dataset) && box.checked).length,
    };
    for (const [name, number] of Object.entries(numbers)) {
      for (const place of list.querySelectorAll(`[data-${name}]`)) place.textContent = number;
    }
    for (const reason of list.querySelectorAll("[data-because]")) {
      reason.classList.remove("only-without-script");
      reason.hidden = !numbers[reason.dataset.because] && !reason.querySelector("[aria-invalid]");
    }
  }

  async function look() {
    const turn = ++asked;
    const body = new FormData(form);
    body.append("look", "yes");
    list.setAttribute("aria-busy", "true");
    const answer = await fetch(location.href, { method: "POST", body, credentials: "same-origin" });
    if (turn !== asked) return;
    if (!answer.ok || answer.redirected) return location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== asked) return;
    for (const id of parts) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    list.removeAttribute("aria-busy");
    count();
  }

  form.addEventListener("change", (event) => {
    if (event.target.name === "contact") return count();
    if (decides.test(event.target.name)) look().catch(() => list.removeAttribute("aria-busy"));
  });

  count();
  // The browser may have put another feast back into the form than the page was made for.
  if (form.elements.occasion.value !== list.querySelector("[name=listed_for]").value.split(" ")[0]) look();
})();
