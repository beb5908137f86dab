// Asks the browser for a passkey and puts its answer into the form; see WebAuthn Level 3, 5.1.
(() => {
  "use strict";
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const opened = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const asked = (options) => {
    const key = options.publicKey;
    key.challenge = bytes(key.challenge);
    if (key.user) key.user.id = bytes(key.user.id);
    if (key.excludeCredentials) key.excludeCredentials = opened(key.excludeCredentials);
    if (key.allowCredentials) key.allowCredentials = opened(key.allowCredentials);
    return options;
  };

  const answered = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (credential.response[name]) response[name] = text(credential.response[name]);
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    };
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    for (const without of document.querySelectorAll("[data-passkey-without]")) without.hidden = true;
    // Before the script of staff pages sees the form on its way.
    form.addEventListener("submit", async (event) => {
      if (form.elements.credential.value) return;
      event.preventDefault();
      event.stopPropagation();
      const message = form.querySelector("[data-passkey-message]");
      message.textContent = "";
      try {
        const options = asked(JSON.parse(form.dataset.options));
        const made = await navigator.credentials[form.dataset.passkey](options);
        form.elements.credential.value = JSON.stringify(answered(made));
        form.submit();
      } catch {
        message.textContent = form.dataset.failed;
      }
    });
  }
})();
