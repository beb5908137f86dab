// Makes staff pages livelier; every page works the same without this file.
(() => {
  "use strict";
  const busyWord = () => document.body.dataset.busyWord;

  // A second click on a form that is on its way is dropped. The button keeps its name and value,
  // so it is changed only after the browser has collected the fields.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method !== "post") return;
    form.dataset.sent = "true";
    const button = event.submitter;
    if (button) setTimeout(() => {
      button.dataset.word = button.textContent;
      button.setAttribute("aria-busy", "true");
      button.textContent = busyWord();
    });
  });

  // Going back shows the page as it was left: free its forms again.
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const button of document.querySelectorAll("[aria-busy][data-word]")) {
      button.textContent = button.dataset.word;
      button.removeAttribute("aria-busy");
    }
  });

  // Keys are printed on their buttons and are never the only way.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });

  const focusFirst = () => document.querySelector("[data-autofocus]")?.focus();
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", focusFirst);
  else focusFirst();
})();
