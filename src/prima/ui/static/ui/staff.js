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
    listen();
  });

  // A list that says where its changes are told ([data-live]) is read again when one is. A page in
  // the background hangs up, because a browser opens only six connections to one house.
  let stream = null, isReading = false, isStale = false;
  const place = () => document.querySelector("[data-live]");

  const listen = () => {
    stream?.close();
    stream = null;
    if (!place() || document.hidden) return;
    let isAgain = false;
    stream = new EventSource(place().dataset.live);
    // After a cut nobody knows what was missed.
    stream.onopen = () => { if (isAgain) readAgain(); isAgain = true; };
    // Everybody hears of a change at the same moment: come one after the other.
    stream.onmessage = () => setTimeout(readAgain, 500 * Math.random());
  };

  const readAgain = async () => {
    if (isReading) { isStale = true; return; }
    isReading = true;
    isStale = false;
    try {
      const answer = await fetch(location.href, { headers: { "Prima-Quiet": "1" } });
      // Locked or logged out: the next click will say so.
      if (answer.ok && !answer.redirected) show(await answer.text());
    } catch { /* The network is away; the stream comes back when it does. */ }
    isReading = false;
    if (isStale) readAgain();
  };

  const show = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-live]");
    const old = place();
    if (!fresh || !old || fresh.innerHTML === old.innerHTML) return;
    const link = old.contains(document.activeElement) && document.activeElement.getAttribute("href");
    old.replaceChildren(...fresh.childNodes);
    window.htmx?.process(old);
    if (link) old.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus({ preventScroll: true });
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && place()) readAgain();
    listen();
  });
  listen();
})();
