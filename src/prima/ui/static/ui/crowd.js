// Does the work a crowded door asks for while somebody types; see kernel/crowds.py.
(() => {
  "use strict";
  const form = document.querySelector("form[data-work]");
  if (!form || !window.crypto || !crypto.subtle) return;
  const bits = Number(form.dataset.work), token = form.elements.form.value;
  const TOGETHER = 64;
  const zeros = (digest) => {
    const place = digest.findIndex((byte) => byte !== 0);
    return place < 0 ? digest.length * 8 : place * 8 + Math.clz32(digest[place]) - 24;
  };
  const hashed = async (number) => {
    const told = new TextEncoder().encode(`${token}:${number}`);
    return zeros(new Uint8Array(await crypto.subtle.digest("SHA-256", told)));
  };
  const work = async () => {
    for (let from = 0; ; from += TOGETHER) {
      const found = await Promise.all(Array.from({ length: TOGETHER }, (_, add) => hashed(from + add)));
      const place = found.findIndex((one) => one >= bits);
      if (place >= 0) {
        form.elements.work.value = String(from + place);
        return;
      }
    }
  };
  const done = work();
  form.addEventListener("submit", async (event) => {
    if (form.elements.work.value) return;
    event.preventDefault();
    form.setAttribute("aria-busy", "true");
    await done;
    form.submit();
  });
})();
