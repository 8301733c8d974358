// The session of whoever writes: its token, a heartbeat, and what the save bar says when it ends.
(() => {
  const facts = document.querySelector("meta[name=editing]")?.dataset;
  if (!facts) return;
  const ALIVE = 20_000; // milliseconds between heartbeats
  const ENDED = 3_000; // the same while a log-in is awaited
  const WORDS = {
    ended: "Istuntosi on päättynyt. Kirjoittamasi on tallessa tällä laitteella. Kirjaudu sisään, niin tallennus jatkuu.",
    other: "Kirjauduit sisään toisena käyttäjänä. Tätä tekstiä ei tallenneta hänen nimissään.",
    renewed: "Olet taas kirjautunut. Tallennus jatkuu.",
    offline: "Verkkoyhteys ei toimi. Kirjoittamasi on tallessa tällä laitteella.",
  };
  let state = "", timer;

  function bar() {
    const place = document.querySelector("footer.footer, [data-save-bar]");
    const found = document.querySelector(".editing-status");
    if (found || !place) return found;
    const status = document.createElement("div");
    status.className = "editing-status";
    status.setAttribute("role", "status");
    place.prepend(status);
    return status;
  }

  function link(words, address, target) {
    const made = document.createElement("a");
    made.className = "button button-small";
    made.href = address;
    made.textContent = words;
    if (target) made.target = target;
    return made;
  }

  // One sentence at a time, with the buttons that help.
  function say(words, ...buttons) {
    const status = bar();
    if (!status) return;
    const sentence = document.createElement("p");
    sentence.textContent = words;
    status.replaceChildren(...(words ? [sentence, ...buttons] : []));
    document.body.classList.toggle("editing-status-shown", Boolean(words));
  }

  // Wagtail's scripts send the token of this object, which they themselves put here.
  function adopt(token) {
    if (globalThis.wagtailConfig) globalThis.wagtailConfig.CSRF_TOKEN = token;
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
      input.value = token;
    }
  }

  function enter(next, token) {
    const before = state;
    state = next;
    if (next === "ended") say(WORDS.ended, link("Kirjaudu sisään", facts.login, "_blank"));
    if (next === "other") say(WORDS.other);
    if (next === "offline") say(WORDS.offline);
    if (next === "alive") adopt(token);
    if (next === "alive" && before && before !== "alive") {
      say(WORDS.renewed);
      setTimeout(() => state === "alive" && say(""), 5_000);
      saveAgain();
    }
    if (before !== next) document.dispatchEvent(new CustomEvent("editing:session", { detail: next }));
  }

  // Wagtail's own autosave goes on with what was typed meanwhile.
  function saveAgain() {
    document.querySelector("form[data-edit-form]")?.dispatchEvent(
      new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } }),
    );
  }

  async function beat() {
    clearTimeout(timer);
    try {
      const answer = await fetch(facts.heartbeat, { headers: { Accept: "application/json" }, cache: "no-store" });
      if (answer.status >= 500) throw new Error("The server is away.");
      const { user, token } = answer.ok ? await answer.json() : { user: null };
      enter(user === null ? "ended" : String(user) === facts.user ? "alive" : "other", token);
    } catch {
      enter("offline");
    }
    timer = setTimeout(beat, state === "alive" ? ALIVE : ENDED);
  }

  // Wagtail takes the form for unchanged as it stands two seconds after its scripts have started:
  // what has been typed by then is told to it, so that it is saved and not left behind unasked.
  function tellEarlyWords() {
    const form = document.querySelector("form[data-edit-form]");
    let early = false;
    const note = ({ isTrusted }) => { early ||= isTrusted; };
    const TYPING = ["beforeinput", "input", "change"];
    for (const type of TYPING) form?.addEventListener(type, note, { capture: true });
    document.addEventListener("w-unsaved:watch-edits", () => {
      for (const type of TYPING) form?.removeEventListener(type, note, { capture: true });
      if (early && form) form.dataset.wUnsavedForceValue = "true";
    }, { once: true });
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("form[method=post i]")) return;
    tellEarlyWords();
    timer = setTimeout(beat, ALIVE);
    document.addEventListener("visibilitychange", () => document.hidden || beat());
    addEventListener("focus", beat);
    addEventListener("online", beat);
    addEventListener("offline", beat);
    // A save that fails may tell of the session's end before the heartbeat does.
    // Nothing is said to be saved beside a fault that is told, whatever the autosave tries.
    document.addEventListener("w-autosave:error", ({ detail }) => {
      document.body.classList.add("editing-faulty");
      if (detail.type !== "invalid_revision") beat();
    });
    // The autosave tries a form that came back with faults only once: it goes on with each change.
    const faulty = document.querySelector("form[data-w-unsaved-force-value=true]");
    if (faulty) {
      document.body.classList.add("editing-faulty");
      faulty.addEventListener("change", saveAgain);
    }
    document.addEventListener("w-autosave:success", () => {
      document.body.classList.remove("editing-faulty");
      const label = document.querySelector("[data-live-label]");
      if (label) label.textContent = label.dataset.liveLabel;
    });
    new BroadcastChannel("editing").addEventListener("message", beat);
  });

  globalThis.editing = { facts, say, link, beat, state: () => state };
})();
