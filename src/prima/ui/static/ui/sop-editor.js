// Writing an SOP in its table: saved as one types, by keyboard. Without this file it is a form a row.
(() => {
  "use strict";
  const PAUSE = 900, RETRY = 5000;
  // What the server draws anew after every save; the form itself stays, with the cursor in it.
  const PARTS = ["simpanan", "temuan", "tabel", "jumlah", "temuan-langkah"];
  const $ = (selector, root = document) => root.querySelector(selector);
  const form = () => $("form[data-editor]");
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  let timer = 0, isDirty = false, queue = Promise.resolve(true);

  const tell = (word) => {
    const place = $("#kabar");
    if (place && place.textContent !== word) place.textContent = word;
  };

  // --- asking the server -----------------------------------------------------------------------

  // The page that answers, or null when there is none of ours: then somebody logged out.
  const ask = async (url, options) => {
    const answer = await fetch(url, options);
    const page = parse(await answer.text());
    return { page, url: answer.url, ok: answer.ok, status: answer.status, isOurs: !!$("#tabel", page) };
  };

  const fields = (more) => {
    const data = new FormData(form());
    for (const [name, value] of Object.entries(more ?? {})) data.set(name, value);
    return data;
  };

  const replaceParts = (page) => {
    for (const id of PARTS) {
      const fresh = page.getElementById(id), old = document.getElementById(id);
      if (fresh && old) old.replaceWith(fresh);
    }
    const link = focusedRow && $(`[data-row="${CSS.escape(focusedRow)}"]`);
    if (link && document.activeElement === document.body) link.focus({ preventScroll: true });
  };

  // Errors beside their fields; the field in which somebody types keeps its control.
  const replaceFields = (page) => {
    const fresh = $("form[data-editor]", page);
    if (!fresh) return;
    form().elements.seen.value = fresh.elements.seen.value;
    if (isDirty) return;
    const summary = $(".error-summary", fresh);
    $(".error-summary", form())?.remove();
    if (summary) $("#temuan-langkah").before(summary);
    for (const field of form().querySelectorAll(".editor__grid .field")) {
      const control = $("input, select, textarea", field);
      const twin = control?.id && fresh.querySelector(`#${CSS.escape(control.id)}`)?.closest(".field");
      if (!twin) continue;
      if (!field.contains(document.activeElement)) { field.replaceWith(twin); continue; }
      for (const error of field.querySelectorAll(".field__error")) error.remove();
      for (const error of twin.querySelectorAll(".field__error")) control.before(error);
      field.className = twin.className;
    }
  };

  // --- saving ----------------------------------------------------------------------------------

  const save = () => {
    clearTimeout(timer);
    queue = queue.then(send, send);
    return queue;
  };

  const send = async () => {
    const open = form();
    // Both versions are on the screen: only a button decides between them.
    if (!open || !isDirty || "conflict" in open.dataset) return !isDirty;
    isDirty = false;
    tell(open.dataset.saving);
    try {
      const answer = await ask(open.action, { method: "POST", body: fields() });
      if (open !== form()) return true;
      if (!answer.isOurs) return again(open.dataset.out);
      if (answer.status === 409) { isDirty = true; return show(answer, "[data-conflict]"), false; }
      if (answer.ok) replaceParts(answer.page);
      replaceFields(answer.page);
      tell(answer.ok ? open.dataset.saved : open.dataset.wrong);
      if (!answer.ok) isDirty = true;
      return answer.ok;
    } catch {
      return again(open.dataset.away);
    }
  };

  const again = (word) => {
    isDirty = true;
    tell(word);
    timer = setTimeout(save, RETRY);
    return false;
  };

  document.addEventListener("input", (event) => {
    if (!event.target.form?.matches("form[data-editor]")) return;
    isDirty = true;
    tell("");
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });

  // --- going from row to row ---------------------------------------------------------------------

  let focusedRow = "";

  // The middle of another page, with the cursor where the hand expects it.
  const show = (answer, focus) => {
    const fresh = $("#isi", answer.page);
    if (!fresh) { isDirty = false; location.assign(answer.url); return; }
    $("#isi").replaceWith(fresh);
    document.title = answer.page.title;
    if (answer.status !== 409 && answer.url !== location.href) history.pushState(null, "", answer.url);
    const place = (focus && $(focus)) || $("#id_text") || $("[data-row]");
    $(".is-edit")?.scrollIntoView({ block: form() && sticks() ? "center" : "nearest" });
    place?.focus({ preventScroll: !!place.closest("form[data-editor]") && sticks() });
    if (place?.matches("[type=text]")) place.select();
  };

  const sticks = () => getComputedStyle(form()).position === "sticky";

  const go = async (url, focus, options) => {
    early ??= "";
    try {
      if (!options && isDirty && !(await save()) && form()) return;
      const answer = await ask(url, options);
      if (!answer.isOurs && options) { tell(form()?.dataset.out ?? ""); return; }
      isDirty = false;
      clearTimeout(timer);
      show(answer, focus);
      if (options && form() && answer.status !== 409) tell(answer.ok ? form().dataset.saved : form().dataset.wrong);
    } catch {
      tell(form()?.dataset.away ?? "");
    } finally {
      catchUp();
    }
  };

  // Letters typed while the next row is on its way belong to it, not to the one that is leaving.
  let early = null;
  const catchUp = () => {
    const letters = early, field = document.activeElement;
    early = null;
    if (!letters || !field?.matches("#isi :is([type=text], textarea)")) return;
    field.setRangeText(letters, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  // Save what was typed and do what the button says, in one request after those on their way.
  const act = (more, focus) => {
    clearTimeout(timer);
    const url = form().action;
    early ??= "";
    queue = queue.then(() => go(url, focus, { method: "POST", body: fields(more) }));
  };

  const rows = () => [...document.querySelectorAll("[data-row]")];
  const neighbour = (link, by) => rows()[rows().indexOf(link) + by];
  const openRow = () => $("[data-row][aria-current]");

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open-row]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const part = new URL(link.href).hash.replace("#bagian-", "");
    go(link.href, link.hash.startsWith("#bagian-") ? `#bagian-${part} :is(input, select, textarea)` : "");
  });

  document.addEventListener("submit", (event) => {
    const sent = event.target;
    if (!sent.matches("form[data-editor]")) { if (sent.closest("#isi")) isDirty = false; return; }
    event.preventDefault();
    const button = event.submitter;
    act(button?.name ? { [button.name]: button.value } : {}, keep(event.submitter?.value));
  }, true);

  // Moving a row leaves the cursor in its field; a new row begins with its activity.
  const keep = (act) => {
    const id = document.activeElement?.id;
    return act !== "sisip" && id && form()?.contains(document.activeElement) ? `#${CSS.escape(id)}` : "";
  };

  // --- keys --------------------------------------------------------------------------------------

  const STEPS = { ArrowUp: -1, ArrowDown: 1 };

  const inTable = (event, link) => {
    const by = STEPS[event.key];
    if (by && event.altKey) {
      const data = new FormData();
      data.set("csrfmiddlewaretoken", $("[name=csrfmiddlewaretoken]").value);
      data.set("go", by < 0 ? "naik" : "turun");
      go(link.href, `[data-row="${CSS.escape(link.dataset.row)}"]`, { method: "POST", body: data });
    } else if (by) neighbour(link, by)?.focus();
    else if (event.key === "Delete") location.assign(link.pathname + "hapus/");
    else return;
    event.preventDefault();
  };

  const inForm = (event, control) => {
    const by = STEPS[event.key], isLine = control.matches("input:not([type=radio], [type=checkbox])");
    if (event.key === "Escape") go(form().dataset.table, openRow() && `[data-row="${CSS.escape(openRow().dataset.row)}"]`);
    else if (by && event.altKey) act({ go: by < 0 ? "naik" : "turun" }, keep());
    else if (by && isLine && openRow()) { const next = neighbour(openRow(), by); if (next) go(next.href, keep()); }
    else if (event.key === "Enter" && isLine && !("conflict" in form().dataset)) act({ go: "sisip" });
    else return;
    event.preventDefault();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    const target = event.target;
    if (early !== null && !event.altKey) {
      if (event.key.length === 1) early += event.key;
      event.preventDefault();
      return;
    }
    if (target.matches?.("[data-row]")) inTable(event, target);
    else if (target.form?.matches("form[data-editor]") && !target.matches("button")) inForm(event, target);
  });
  document.addEventListener("focusin", (event) => { focusedRow = event.target.dataset?.row ?? ""; });
  addEventListener("popstate", () => location.reload());
  // The address names the field, so the browser goes to the form; the row above it is to be seen too.
  addEventListener("load", () => setTimeout(() => form() && sticks() && $(".is-edit")?.scrollIntoView({ block: "center" })));
})();
