// The tools beside the editor work on the stored draft: what is typed is saved before they open.
(() => {
  const { editing } = globalThis;
  if (!editing) return;

  // Two saves at a time would take each other for somebody else's.
  const PATIENCE = 20_000; // milliseconds
  let autosave, done;
  document.addEventListener("w-autosave:save", () => {
    done?.();
    autosave = new Promise((resolve) => { done = resolve; setTimeout(resolve, PATIENCE); });
  });
  for (const end of ["success", "error"]) {
    document.addEventListener(`w-autosave:${end}`, () => { done?.(); autosave = undefined; });
  }

  async function save(form) {
    await autosave;
    if (!editing.isChanged()) return { success: true };
    const data = new FormData(form);
    const own = form.dataset.wAutosaveRevisionIdValue;
    if (own && own !== "0") data.set("overwrite_revision_id", own);
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    return answer.json();
  }

  async function open(link) {
    const form = link.closest("form[data-edit-form]");
    editing.say("Tallennetaan ennen siirtymistä…");
    try {
      const { success, error_message: reason } = await save(form);
      if (success) {
        editing.say("");
        addEventListener("w-unsaved:confirm", (event) => event.preventDefault(), { capture: true });
        document.dispatchEvent(new CustomEvent("editing:stored"));
        location.assign(link.href);
      } else {
        editing.say(`Luonnosta ei voitu tallentaa, joten työkalua ei avattu. ${reason ?? ""}`);
      }
    } catch {
      editing.say("Luonnosta ei voitu tallentaa, joten työkalua ei avattu. Tarkista verkkoyhteys.");
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-save-first]");
    if (!link || document.body.matches(".content-locked") || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(link);
  });
})();
