// What is typed is kept on this device until the server has it, and offered again.
(() => {
  const facts = globalThis.editing?.facts;
  if (!facts) return;
  const KEPT = 7 * 24 * 3600 * 1000; // milliseconds
  const OFTEN = 1000;
  const MINE = `editing:${facts.user}:`;
  const NOT_TEXT = new Set(["csrfmiddlewaretoken", "next", "typed_copy"]);
  const id = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  let form, at, baseline, sent, written, submitting = false;

  const parse = (text) => { try { return JSON.parse(text); } catch { return null; } };
  const keys = () => Object.keys(localStorage).filter((key) => key.startsWith("editing:"));
  const isWagtails = () => form.matches("[data-edit-form]");
  const isDrawnByServer = () => isWagtails() || form.matches("[data-resend]");
  const pathOf = (f) => new URL(f.getAttribute("action") || location.href, location.href).pathname;

  function fields() {
    const found = [...new FormData(form)].filter(([name, value]) => !NOT_TEXT.has(name) && typeof value === "string");
    const own = form.dataset.wAutosaveRevisionIdValue;
    if (own && own !== "0") found.push(["overwrite_revision_id", own]);
    return found;
  }

  // What the writer typed, without what only tells of versions.
  const typed = () => JSON.stringify(fields().filter(([name]) => !/(revision_(id|created_at)|^autosaved|-key|-was)$/.test(name)));

  function keep() {
    if (!form || baseline === undefined || submitting) return;
    const now = typed();
    if (now === written) return;
    if (now === baseline) {
      forget(id);
    } else {
      const title = document.title;
      const copy = { path: pathOf(form), page: location.pathname, at: Date.now(), title, fields: fields() };
      try { localStorage.setItem(MINE + id, JSON.stringify(copy)); } catch { /* full: the server still saves */ }
    }
    written = now;
  }

  function forget(which) {
    localStorage.removeItem(MINE + which);
    if (which === id) written = undefined;
  }

  // The server tells by a cookie which copy it has stored.
  function forgetStored() {
    const stored = /(?:^|; )typed_copy_stored=([^;]+)/.exec(document.cookie)?.[1];
    if (!stored) return;
    forget(stored);
    document.cookie = `typed_copy_stored=; Max-Age=0; Path=${facts.root}`;
  }

  function forgetOld() {
    for (const key of keys()) {
      const copy = parse(localStorage.getItem(key));
      if (!copy || Date.now() - copy.at > KEPT) localStorage.removeItem(key);
    }
  }

  // A tab that is open holds the lock of its own copy: only what no tab holds is offered.
  async function left() {
    const locks = navigator.locks ? (await navigator.locks.query()).held.map(({ name }) => name) : [];
    return keys()
      .filter((key) => key.startsWith(MINE) && key !== MINE + id && !locks.includes(key))
      .map((key) => ({ key: key.slice(MINE.length), ...parse(localStorage.getItem(key)) }))
      .sort((one, other) => other.at - one.at);
  }

  function button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-small button-secondary";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function notice(words, ...buttons) {
    const box = document.createElement("div");
    box.className = "editing-notice";
    box.setAttribute("role", "status");
    const sentence = document.createElement("p");
    sentence.textContent = words;
    box.append(sentence, ...buttons);
    const place = document.querySelector("main, #main") ?? document.body;
    place.prepend(box);
    return box;
  }

  // A form that came back, with its faults or with more rows, holds what was sent: it goes on with that copy.
  function takeOver() {
    const before = sessionStorage.getItem("editing:sent");
    sessionStorage.removeItem("editing:sent");
    const [visit] = performance.getEntriesByType("navigation");
    const cameBack = form.dataset.wUnsavedForceValue === "true" || visit.responseStatus >= 400 || form.matches("[data-came-back]");
    if (!before || !cameBack) return;
    forget(before);
    baseline = "";
  }

  const time = (copy) => new Date(copy.at).toLocaleString("fi-FI", { dateStyle: "short", timeStyle: "short" });

  function offer(copy) {
    const files = form.querySelector("input[type=file]") ? " Tiedostot on valittava uudelleen." : "";
    const box = notice(
      `Sinulla oli tallentamatonta tekstiä (${time(copy)}).${files}`,
      button("Palauta", () => { isDrawnByServer() ? resend(copy) : refill(copy); box.remove(); }),
      button("Hylkää", () => { forget(copy.key); box.remove(); }),
    );
  }

  // An editor's form is drawn by the server, rich text and lists included.
  function resend(copy) {
    const again = document.createElement("form");
    again.method = "post";
    again.action = copy.path;
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    for (const [name, value] of [...copy.fields, ["csrfmiddlewaretoken", token], ["typed_copy", copy.key]]) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = value;
      again.append(input);
    }
    document.body.append(again);
    again.submit();
  }

  function refill(copy) {
    const values = Map.groupBy(copy.fields, ([name]) => name);
    for (const field of form.elements) {
      if (!field.name || NOT_TEXT.has(field.name) || ["hidden", "file", "submit"].includes(field.type)) continue;
      const kept = (values.get(field.name) ?? []).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = kept.includes(field.value);
      else if (kept.length) field.value = kept.length > 1 ? kept.shift() : kept[0];
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.closest("details")?.toggleAttribute("open", true);
    }
    forget(copy.key);
    keep();
  }

  function firstTouch() {
    if (baseline === undefined) baseline = typed();
  }

  function formToKeep() {
    const forms = [...document.querySelectorAll("form[data-edit-form], main form[method=post i], #main form[method=post i]")];
    return forms.find((f) => f.querySelector("textarea, input[type=text], [data-draftail-input]") && !f.matches("[data-no-copy]") && !f.querySelector("input[type=password]"));
  }

  // Which version the editor's own saves have made, so that it is not taken for another's.
  // Only now: Wagtail takes a field that changes for something typed.
  function tellOwnVersion() {
    const own = form.dataset.wAutosaveRevisionIdValue;
    if (!own || own === "0") return;
    const input = form.elements.autosaved_revision_id ?? document.createElement("input");
    Object.assign(input, { type: "hidden", name: "autosaved_revision_id", value: own });
    form.append(input);
  }

  function watch() {
    at = pathOf(form);
    const own = document.createElement("input");
    Object.assign(own, { type: "hidden", name: "typed_copy", value: id });
    form.append(own);
    navigator.locks?.request(MINE + id, () => new Promise(() => {}));
    for (const type of ["pointerdown", "keydown", "focusin"]) document.addEventListener(type, firstTouch, { capture: true });
    setInterval(keep, OFTEN);
    addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", keep);
    form.addEventListener("submit", () => {
      keep();
      tellOwnVersion();
      sessionStorage.setItem("editing:sent", id);
    });
    document.addEventListener("w-autosave:save", () => { sent = typed(); });
    document.addEventListener("editing:stored", () => { baseline = typed(); written = undefined; keep(); });
    document.addEventListener("w-autosave:success", () => { baseline = sent; written = undefined; keep(); });
  }

  document.addEventListener("submit", ({ target }) => {
    if (!/logout|ulos/.test(target.getAttribute("action") ?? "")) return;
    for (const key of keys()) if (key.startsWith(MINE)) localStorage.removeItem(key);
    baseline = undefined;
  }, { capture: true });

  globalThis.editing.isChanged = () => baseline !== undefined && typed() !== baseline;

  document.addEventListener("DOMContentLoaded", async () => {
    forgetStored();
    forgetOld();
    form = formToKeep();
    if (form) {
      watch();
      takeOver();
    }
    const copies = await left();
    if (form) {
      const here = copies.find((copy) => copy.path === at || copy.page === location.pathname);
      if (here) offer(here);
    } else if (location.pathname === facts.root) {
      for (const copy of copies) {
        const box = notice(
          `Sinulla on tallentamatonta tekstiä (${time(copy)}): ${copy.title}`,
          globalThis.editing.link("Avaa", copy.page),
          button("Hylkää", () => { forget(copy.key); box.remove(); }),
        );
      }
    }
  });
})();
