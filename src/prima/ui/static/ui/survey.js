// Without a network an answered sheet waits on this phone, is sent once, and removed (README of surveys).
(() => {
  "use strict";

  const KEPT = "prima-survey:";
  const LONGEST_MS = 2 * 24 * 60 * 60 * 1000; // as long as the server knows a sheet sent twice
  const words = document.querySelector("template[data-survey-words]")?.content;
  const form = document.querySelector("form[data-survey]");

  const kept = () => {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(KEPT));
    } catch {
      return []; // storage is switched off
    }
  };

  const forget = (name) => localStorage.removeItem(name);

  const keep = (body) => {
    const sheet = { address: location.pathname + location.search, body, at: Date.now() };
    localStorage.setItem(KEPT + location.pathname, JSON.stringify(sheet));
  };

  const read = (name) => {
    try {
      const sheet = JSON.parse(localStorage.getItem(name));
      if (sheet && Date.now() - sheet.at < LONGEST_MS) return sheet;
    } catch {
      // not ours
    }
    forget(name);
    return null;
  };

  // Every question that stands on this page has an answer.
  const isFilled = () => {
    const names = new Set([...form.querySelectorAll("input[type=radio]")].map((one) => one.name));
    return [...names].every((name) => form.querySelector(`input[name="${name}"]:checked`));
  };

  const tell = (name) => {
    const old = document.querySelector("[data-survey-told]");
    const said = words?.querySelector(`[data-word="${name}"]`)?.cloneNode(true);
    if (old) old.remove();
    if (!said) return;
    said.dataset.surveyTold = "";
    (document.querySelector(".survey") || document.querySelector("main")).prepend(said);
    said.querySelector("[data-survey-try]")?.addEventListener("click", sendKept);
    said.querySelector("[data-survey-drop]")?.addEventListener("click", drop);
    said.scrollIntoView({ block: "start" });
    said.focus();
  };

  const drop = () => {
    kept().forEach(forget);
    tell("dropped");
  };

  const send = (address, body) =>
    fetch(address, {
      method: "POST",
      body,
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      credentials: "same-origin",
    });

  // Final, unless the server itself was in trouble.
  const isAnswered = (answer) => answer.status < 500 && answer.status !== 429;

  let sending = false;

  async function sendKept() {
    if (sending) return;
    sending = true;
    try {
      for (const name of kept()) {
        const sheet = read(name);
        if (!sheet) continue;
        const answer = await send(sheet.address, sheet.body);
        if (!isAnswered(answer)) continue;
        forget(name);
        if (answer.redirected) return location.assign(answer.url);
        tell("refused");
      }
    } catch {
      tell("kept"); // still no network
    } finally {
      sending = false;
    }
  }

  async function submitted(event) {
    const button = event.submitter;
    if (button?.name !== "send") {
      if (navigator.onLine) return; // the other pages need the server to go on
      event.preventDefault();
      return tell("waiting");
    }
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form));
    fields.set("send", "1");
    const body = fields.toString();
    button.setAttribute("aria-busy", "true");
    try {
      const answer = await send(location.pathname + location.search, body);
      if (answer.redirected) return location.assign(answer.url);
      if (isAnswered(answer)) return resend(button);
      throw new Error("busy");
    } catch {
      button.removeAttribute("aria-busy");
      keepOrTell(body);
    }
  }

  const keepOrTell = (body) => {
    if (!isFilled()) return tell("missing");
    try {
      keep(body);
      tell("kept");
    } catch {
      tell("waiting"); // the open page is the only copy
    }
  };

  const resend = (button) => {
    form.removeEventListener("submit", submitted);
    button.removeAttribute("aria-busy");
    form.requestSubmit(button);
  };

  form?.addEventListener("submit", submitted);
  addEventListener("online", sendKept);
  if (kept().length) sendKept();
})();
