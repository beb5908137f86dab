// Nothing of a report is stored unless its writer asks: then on this device until it is sent, at
// most two days, and never who they are nor their files (README of complaints).
(() => {
  "use strict";

  const NAME = "prima-report";
  const LONGEST_MS = 2 * 24 * 60 * 60 * 1000;
  const PAUSE_MS = 400;
  const form = document.querySelector("form[data-draft]");
  const words = document.querySelector("template[data-draft-words]")?.content;

  let device;
  try {
    device = localStorage;
  } catch {
    return; // switched off
  }

  const read = () => {
    try {
      const draft = JSON.parse(device.getItem(NAME));
      if (draft && Date.now() - draft.at < LONGEST_MS) return draft;
    } catch {
      // not ours
    }
    device.removeItem(NAME);
    return undefined;
  };

  if (document.querySelector("[data-draft-sent]")) device.removeItem(NAME);
  const found = read(); // what is too old goes, even if nobody writes on
  if (!form || !words) return;

  const isChoice = (one) => one.type === "radio" || one.type === "checkbox";
  const controls = [...form.querySelectorAll("[data-draft-part] :is(input, select, textarea)")].filter(
    (one) => one.name && one.type !== "file",
  );
  const drawn = form.elements.form.value;
  const choice = words.querySelector("[data-draft-choice]").cloneNode(true);
  const box = choice.querySelector("input");
  let pause;

  const keep = (token) => {
    clearTimeout(pause);
    pause = undefined;
    if (!box.checked) return;
    const said = controls
      .filter((one) => (isChoice(one) ? one.checked : one.value))
      .map((one) => [one.name, one.value]);
    try {
      device.setItem(NAME, JSON.stringify({ at: Date.now(), said, token }));
    } catch {
      // full: the open page is the only copy
    }
  };

  const forget = () => {
    clearTimeout(pause);
    pause = undefined;
    device.removeItem(NAME);
  };

  const fill = (said) => {
    for (const one of controls) {
      const values = said.filter(([name]) => name === one.name).map(([, value]) => value);
      if (!values.length) continue;
      if (isChoice(one)) one.checked = values.includes(one.value);
      else one.value = values[0];
    }
  };

  const drop = (event) => {
    forget();
    form.reset();
    form.elements.form.value = drawn;
    event.target.closest("[role=status]").remove();
    controls[0].focus();
  };

  // Sent before, perhaps without an answer: unchanged it is the same form, and one report.
  const again = () => {
    fill(found.said);
    if (found.token) form.elements.form.value = found.token;
    const told = words.querySelector("[role=status]").cloneNode(true);
    told.querySelector("button").addEventListener("click", drop);
    form.before(told);
  };

  form.querySelector("[data-draft-part]").append(choice);
  box.addEventListener("change", () => (box.checked ? keep() : forget()));
  form.addEventListener("input", (event) => {
    if (!controls.includes(event.target)) return;
    form.elements.form.value = drawn;
    clearTimeout(pause);
    pause = setTimeout(keep, PAUSE_MS);
  });
  form.addEventListener("submit", () => keep(form.elements.form.value));
  addEventListener("pagehide", () => pause && keep());
  if (found && form.dataset.draft === "empty") again();
  box.defaultChecked = false;
  box.checked = Boolean(found);
})();
