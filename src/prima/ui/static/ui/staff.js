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
    // An answer that is a file leaves the page where it is: after a while the form is free again.
    setTimeout(free, 15000);
    const button = event.submitter;
    if (button) setTimeout(() => {
      button.dataset.word = button.innerHTML;
      button.setAttribute("aria-busy", "true");
      button.textContent = busyWord();
    });
  });

  const free = () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
    for (const button of document.querySelectorAll("[aria-busy][data-word]")) {
      button.innerHTML = button.dataset.word;
      button.removeAttribute("aria-busy");
    }
  };
  // Going back shows the page as it was left.
  addEventListener("pageshow", free);

  // Keys are printed on their buttons and are never the only way.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (button) { event.preventDefault(); button.click(); }
  });

  // Filters and page numbers take only the middle of the next page. While it is on its way the old
  // content stays and says so; if it does not come, the browser opens the address itself.
  const middle = () => document.getElementById("isi");
  document.addEventListener("htmx:before:request", () => middle()?.setAttribute("aria-busy", "true"));
  document.addEventListener("htmx:finally:request", () => middle()?.removeAttribute("aria-busy"));
  document.addEventListener("htmx:error", (event) => {
    const link = event.target.closest?.("a[href]");
    if (link) location.assign(link.href);
  });
  document.addEventListener("htmx:after:swap", () => {
    if (document.activeElement === document.body) middle()?.focus({ preventScroll: true });
  });
})();
