// After a call the phone comes back to this page: ask once how it went, one tap logs it. A row (or the contact page)
// says whom a tel: link calls with data-call and where a record is posted with data-log-url.
(() => {
  const prompt = document.getElementById("call-prompt");
  if (!prompt) return; // someone who may only read is not asked
  const key = "liaison-call";
  const shortest = 4000; // milliseconds away: less than this was a slip of the thumb

  document.addEventListener("click", (event) => {
    const source = event.target.closest("a[href^='tel:']") && event.target.closest("[data-call]");
    if (!source) return;
    sessionStorage.setItem(key, JSON.stringify({ name: source.dataset.call, url: source.dataset.logUrl, at: Date.now() }));
  });

  function forget() {
    sessionStorage.removeItem(key);
    prompt.hidden = true;
  }

  function ask() {
    const call = JSON.parse(sessionStorage.getItem(key) || "null");
    if (document.hidden || !call || Date.now() - call.at < shortest) return;
    prompt.querySelector("p").textContent = prompt.dataset.question.replace("{name}", call.name);
    prompt.querySelector("form").action = call.url;
    prompt.hidden = false;
    prompt.querySelector("button").focus();
  }

  prompt.querySelector("form").addEventListener("submit", () => sessionStorage.removeItem(key));
  prompt.querySelector("[data-forget]").addEventListener("click", forget);
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("pageshow", ask);
  window.addEventListener("focus", ask);
})();
