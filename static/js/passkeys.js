// Asks the browser for a passkey where a page has a form for one.
(function () {
  "use strict";

  const webauthn = window.webauthnJSON;

  function options() {
    return JSON.parse(document.getElementById("js_data").textContent);
  }

  async function optionsForLogin(form) {
    const answer = await fetch(form.action, {
      headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" },
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }

  function creation(form) {
    const wanted = options().creation_options;
    const alone = form.querySelector("[name=passwordless]");
    if (alone) {
      const selection = wanted.publicKey.authenticatorSelection;
      selection.residentKey = alone.checked ? "required" : "discouraged";
      selection.requireResidentKey = alone.checked;
      if (alone.checked) selection.userVerification = "required";
    }
    return wanted;
  }

  const ASK = {
    create: (form) => webauthn.create(creation(form)),
    get: () => webauthn.get(options().request_options),
    login: async (form) => webauthn.get(await optionsForLogin(form)),
  };

  for (const form of document.querySelectorAll("form[data-key]")) {
    const fault = form.querySelector(".account__fault[hidden]");
    if (window.PublicKeyCredential) form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (fault) fault.hidden = true;
      try {
        const credential = await ASK[form.dataset.key](form);
        form.querySelector("[name=credential]").value = JSON.stringify(credential);
        form.submit();
      } catch {
        if (fault) fault.hidden = false;
      }
    });
  }
})();
