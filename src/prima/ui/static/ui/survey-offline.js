// Keeps interviews on the telephone while there is no signal and sends them later. Kept answers
// are encrypted with a key the browser does not hand out, and are gone once the server has them.
// The page works the same without this file as long as there is a signal.
(() => {
  "use strict";
  const form = document.querySelector("form[data-offline]");
  if (!form || !window.crypto?.subtle || !window.indexedDB) return;
  const words = form.dataset;
  const status = document.querySelector("[data-offline-status]");
  const sender = document.querySelector("[data-offline-send]");
  const ANSWERS = 9;

  // --- the store -------------------------------------------------------------------------------
  const asPromise = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const opened = () => {
    const request = indexedDB.open("prima-wawancara", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("key");
      request.result.createObjectStore("kept", { autoIncrement: true });
    };
    return asPromise(request);
  };
  const store = async (name, how = "readonly") =>
    (await opened()).transaction(name, how).objectStore(name);

  const secret = async () => {
    const known = await asPromise((await store("key")).get("answers"));
    if (known) return known;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await asPromise((await store("key", "readwrite")).put(made, "answers"));
    return made;
  };

  const keep = async (text) => {
    const key = await secret();
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text));
    await asPromise((await store("kept", "readwrite")).add({ iv, sealed, at: Date.now() }));
  };
  const read = async (one) => new TextDecoder().decode(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv: one.iv }, await secret(), one.sealed));
  const kept = async () => {
    const place = await store("kept");
    const [keys, rows] = await Promise.all([asPromise(place.getAllKeys()), asPromise(place.getAll())]);
    return rows.map((row, index) => ({ ...row, id: keys[index] }));
  };
  const forget = async (id) => asPromise((await store("kept", "readwrite")).delete(id));

  // --- what the surveyor is told ---------------------------------------------------------------
  const say = (text) => { status.textContent = text; };
  const hour = (at) => new Date(at).toTimeString().slice(0, 5).replace(":", ".");
  const tell = async (before = "") => {
    const waiting = await kept();
    sender.hidden = waiting.length === 0;
    const oldest = Math.min(...waiting.map((one) => one.at));
    const note = waiting.length ? `${words.kept} ${waiting.length} (${words.oldest} ${hour(oldest)}).` : "";
    say([before, note].filter(Boolean).join(" "));
    for (const one of waiting) {
      const person = new URLSearchParams(await read(one)).get("person");
      const choice = form.querySelector(`input[name="person"][value="${CSS.escape(person)}"]`);
      if (choice) { choice.checked = false; choice.disabled = true; }
    }
  };

  // --- sending ---------------------------------------------------------------------------------
  const post = async (text, token) => {
    const body = new URLSearchParams(text);
    body.set("csrfmiddlewaretoken", token);
    return fetch(location.pathname, { method: "POST", body, credentials: "same-origin" });
  };
  const isDone = (answer) => answer.ok && new URL(answer.url).pathname === words.done;
  const freshToken = async () => {
    const page = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
    if (!page.ok || new URL(page.url).pathname !== location.pathname) return null;
    const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
    return fresh.querySelector("[name=csrfmiddlewaretoken]")?.value ?? null;
  };

  let isSending = false;
  const sendKept = async () => {
    if (isSending || !navigator.onLine) return;
    isSending = true;
    try {
      const waiting = await kept();
      if (!waiting.length) return;
      const token = await freshToken();
      if (!token) { await tell(words.login); return; }
      let refused = 0;
      for (const one of waiting) {
        const answer = await post(await read(one), token);
        const isClosed = answer.status === 410 || answer.status === 422;
        if (isDone(answer) || isClosed) await forget(one.id);
        refused += isClosed ? 1 : 0;
      }
      await tell(refused ? `${words.refused} ${refused}.` : (await kept()).length ? "" : words.sent);
    } catch { await tell(); } finally { isSending = false; }
  };

  const isComplete = (data) =>
    data.get("person") && data.get("way") && form.querySelectorAll(".faces input:checked").length === ANSWERS;

  const keepThis = async (data) => {
    data.delete("csrfmiddlewaretoken");
    try { await keep(new URLSearchParams(data).toString()); } catch { say(words.unable); return; }
    form.reset();
    form.elements.idempotency_key.value = crypto.randomUUID();
    await tell();
    status.scrollIntoView({ block: "center" });
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new FormData(form);
    if (!isComplete(data)) {
      if (navigator.onLine) form.submit(); else { say(words.incomplete); status.scrollIntoView({ block: "center" }); }
      return;
    }
    let answer = null;
    try { answer = await post(new URLSearchParams(data), data.get("csrfmiddlewaretoken")); } catch { /* No signal. */ }
    if (!answer) await keepThis(data);
    else if (isDone(answer)) location.assign(answer.url);
    else if (new URL(answer.url).pathname === location.pathname) form.submit();
    else { await keepThis(data); await tell(words.login); } // Locked or logged out meanwhile.
  });

  // --- opening without a signal ----------------------------------------------------------------
  const keepPage = async () => {
    if (!navigator.serviceWorker || !navigator.onLine) return;
    await navigator.serviceWorker.register(words.worker, { scope: location.pathname });
    // Only then may the page be counted on: without the worker nobody reads the store.
    await navigator.serviceWorker.ready;
    const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
    const cache = await caches.open("prima-wawancara");
    await cache.addAll([location.pathname, ...parts.map((part) => part.href || part.src)]);
  };

  sender.addEventListener("click", sendKept);
  addEventListener("online", sendKept);
  tell().then(sendKept);
  keepPage().catch(() => {});
})();
