// Somebody else has stored a version meanwhile: said at once, and shown before anything is saved.
(() => {
  const { editing } = globalThis;
  if (!editing) return;
  const form = () => document.querySelector("form[data-edit-form]");

  function tell(words) {
    const look = document.createElement("button");
    look.type = "button";
    look.className = "button button-small";
    look.textContent = "Katso muutokset";
    look.addEventListener("click", () => form().requestSubmit());
    editing.say(words, look);
  }

  document.addEventListener("w-autosave:error", ({ detail }) => {
    if (detail.type === "invalid_revision") tell(detail.text);
  });

  // Wagtail asks who else is here, and hears of their saves before we try one.
  document.addEventListener("w-swap:json", ({ detail }) => {
    const other = detail.data?.other_sessions?.find(({ revision_id: saved }) => saved);
    if (!other) return;
    const words = other.user === editing.facts.name
      ? "Tallensit tämän toisella välilehdellä. Katso muutokset ennen kuin tallennat."
      : `${other.user} tallensi juuri tämän sivun. Katso hänen muutoksensa ennen kuin tallennat.`;
    tell(words);
  });

  // Instead of Wagtail's question, whose answer overwrites: the server shows both versions.
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("form[data-edit-form] button[type=submit]");
    const session = document.querySelector("[data-w-session-intercept-value=conflict]");
    if (!button || !session) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    button.form.requestSubmit(button);
  }, { capture: true });
})();
