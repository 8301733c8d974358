// The agenda as a list: rows are added, moved by dragging or by keys, and saved while one types.
// Without this script each button sends the form, and the server does the same.
(() => {
  const { editing } = globalThis;
  const PAUSE = 1500; // milliseconds without a key before the list is saved
  const form = document.querySelector("form[data-agenda]");
  if (!form) return;
  const list = form.querySelector("[data-agenda-rows]");
  const status = form.querySelector("[data-agenda-status]");
  const count = form.querySelector("[data-agenda-count]");
  const version = form.querySelector("[data-agenda-version]");
  const rows = () => [...list.querySelectorAll("[data-agenda-row]")];
  const shown = () => rows().filter((row) => !row.hidden);
  const prefixOf = (row) => row.querySelector("[data-agenda-place]").name.replace(/-place$/, "");
  const field = (row, name) => form.elements[`${prefixOf(row)}-${name}`];
  const rowOf = (element) => element.closest?.("[data-agenda-row]");
  let timer, saving = false, changed = false, leaving = false, next;

  const say = (words) => { status.textContent = words; };

  // What a row is called: by screen readers, and as the heading of its details.
  function name(row) {
    const number = field(row, "number").value.replace("§", "").trim();
    const words = `${number ? `${number} § ` : ""}${field(row, "title").value.trim() || "Uusi asia"}`;
    for (const label of row.querySelectorAll("[data-agenda-label]")) label.textContent = words;
    for (const label of row.querySelectorAll("[data-agenda-name]")) label.textContent = `: ${words}`;
    const result = field(row, "result");
    row.querySelector("[data-agenda-result]").textContent = result.value ? result.selectedOptions[0].text : "";
    return words;
  }

  function sum() {
    const minutes = shown().map((row) => Number(field(row, "duration").value)).filter(Number.isInteger);
    const all = minutes.reduce((total, each) => total + each, 0);
    form.querySelector("[data-agenda-sum]").textContent = all ? status.dataset.sum.replace("__minutes__", all) : "";
  }

  const parse = (text) => /^\s*(\d+)\s*([a-zåäö]?)\s*§?\s*$/i.exec(text);
  const compare = (a, b) => a.number - b.number || a.letter.localeCompare(b.letter, "fi");

  // As meetings/agenda/numbering.py: numbers that count on go on doing so, others are handed out.
  function renumber(before) {
    const read = (text) => { const found = parse(text); return found && { number: Number(found[1]), letter: found[2] }; };
    const old = before.map(read);
    const now = shown().map((row) => read(field(row, "number").value));
    if ([...old, ...now].includes(null)) return;
    const sorted = [...old].sort(compare);
    const first = sorted[0]?.number ?? 1;
    const unbroken = sorted.every((each, place) => each.number === first + place && !each.letter);
    const given = unbroken ? now.map((_, place) => ({ number: first + place, letter: "" })) : [...now].sort(compare);
    shown().forEach((row, place) => {
      field(row, "number").value = `${given[place].number} ${given[place].letter}`.trim();
      name(row);
    });
  }

  const numbers = () => shown().map((row) => field(row, "number").value).filter(Boolean);

  function place() {
    rows().forEach((row, at) => {
      row.querySelector("[data-agenda-place]").value = at;
      for (const button of row.querySelectorAll(".agenda-row__moves button")) button.value = at;
    });
  }

  function touched() {
    changed = true;
    say(status.dataset.changed);
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  function move(row, target, isAfter) {
    const before = numbers();
    target[isAfter ? "after" : "before"](row);
    place();
    renumber(before);
    touched();
    say(status.dataset.moved.replace("__place__", shown().indexOf(row) + 1).replace("__title__", field(row, "title").value));
  }

  function step(row, by, focused) {
    const target = shown()[shown().indexOf(row) + by];
    if (!target) return;
    move(row, target, by > 0);
    focused.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function add() {
    const at = Number(count.value);
    const made = document.createElement("div");
    made.innerHTML = form.querySelector("[data-agenda-blank]").innerHTML.replaceAll("__number__", at);
    const row = made.firstElementChild;
    row.id = `asia-${at + 1}`;
    list.append(row);
    count.value = at + 1;
    const taken = numbers().map(parse).filter(Boolean).map((found) => Number(found[1]));
    field(row, "number").value = Math.max(0, ...taken) + 1;
    place();
    start(row);
    form.querySelector("[data-agenda-empty]")?.remove();
    field(row, "title").focus();
  }

  // A deleted item stays in the form, unseen, until the server has deleted it.
  function drop(row) {
    const before = numbers();
    const words = name(row);
    row.hidden = true;
    renumber(before);
    sum();
    const line = document.createElement("li");
    const back = document.createElement("button");
    Object.assign(back, { type: "button", className: "button button-small button-secondary" });
    back.textContent = status.dataset.restore;
    back.addEventListener("click", () => { line.remove(); restore(row); });
    line.className = "agenda__deleted";
    line.append(`${status.dataset.deleted} ${words} `, back);
    row.after(line);
    back.focus();
  }

  function restore(row) {
    const before = numbers();
    row.hidden = false;
    field(row, "delete").checked = false;
    renumber([...before, String(Math.max(0, ...before.map((number) => parseInt(number, 10))) + 1)]);
    sum();
    touched();
    field(row, "title").focus();
  }

  function adopt(stored) {
    for (const row of rows()) {
      const now = stored[prefixOf(row)];
      field(row, "key").value = now?.key ?? "";
      field(row, "was").value = now?.was ?? "";
      for (const [key, value] of Object.entries(now?.values ?? {})) {
        const input = field(row, key);
        if (input && input !== document.activeElement) input.value = value;
      }
      row.classList.remove("agenda-row--new");
      name(row);
    }
  }

  async function save() {
    clearTimeout(timer);
    if (saving || leaving || !changed) return;
    saving = true;
    changed = false;
    say(status.dataset.saving);
    const data = new FormData(form);
    data.delete("lines");
    document.dispatchEvent(new CustomEvent("w-autosave:save"));
    try {
      const answer = await fetch(location.pathname, { method: "POST", body: data, headers: { Accept: "application/json" } });
      const stored = await answer.json();
      if (stored.success) finish(stored);
      else fail(stored);
    } catch {
      changed = true;
      document.dispatchEvent(new CustomEvent("w-autosave:error", { detail: { type: "offline" } }));
    }
    saving = false;
    if (next) [next, timer] = [undefined, setTimeout(next)];
    else if (changed) timer = setTimeout(save, PAUSE);
  }

  function finish(stored) {
    version.value = stored.version;
    if (!changed) adopt(stored.rows);
    else adoptStates(stored.rows);
    document.dispatchEvent(new CustomEvent("w-autosave:success"));
    if (editing?.state() !== "ended") editing?.say("");
    if (!changed) say(stored.has_others ? status.dataset.others : status.dataset.saved);
  }

  // While one types on, only what tells of versions is taken from the answer.
  function adoptStates(stored) {
    for (const row of rows()) {
      const now = stored[prefixOf(row)];
      if (now === undefined || Object.keys(now?.values ?? {}).length) continue;
      field(row, "key").value = now?.key ?? "";
      field(row, "was").value = now?.was ?? "";
    }
  }

  function fail({ error_code: code, error_message: words }) {
    say("");
    if (code === "invalid_revision") {
      const look = document.createElement("button");
      look.type = "button";
      look.className = "button button-small";
      look.textContent = "Katso muutokset";
      look.addEventListener("click", () => form.requestSubmit());
      editing?.say(words, look);
    } else {
      editing?.say(words);
      document.dispatchEvent(new CustomEvent("w-autosave:error", { detail: { type: code } }));
    }
  }

  function drag(row) {
    const grip = row.querySelector("[data-agenda-grip]");
    grip.hidden = false;
    grip.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      grip.setPointerCapture(event.pointerId);
      row.classList.add("agenda-row--dragged");
    });
    grip.addEventListener("pointermove", (event) => {
      if (!grip.hasPointerCapture(event.pointerId)) return;
      const target = shown().find((each) => {
        const box = each.getBoundingClientRect();
        return each !== row && event.clientY > box.top && event.clientY < box.bottom;
      });
      if (!target) return;
      const isAfter = shown().indexOf(target) > shown().indexOf(row);
      const box = target.getBoundingClientRect();
      const isPast = isAfter ? event.clientY > box.top + box.height / 2 : event.clientY < box.top + box.height / 2;
      if (isPast) {
        move(row, target, isAfter);
        if (!grip.hasPointerCapture(event.pointerId)) grip.setPointerCapture(event.pointerId);
      }
    });
    for (const type of ["pointerup", "lostpointercapture"]) {
      grip.addEventListener(type, () => row.classList.remove("agenda-row--dragged"));
    }
  }

  function start(row) {
    drag(row);
    name(row);
  }

  form.addEventListener("input", ({ target }) => {
    if (target.name === "lines" || !target.name) return;
    const row = rowOf(target);
    if (row) {
      name(row);
      sum();
      if (target.name.endsWith("-delete") && target.checked) drop(row);
    }
    touched();
  });
  form.addEventListener("change", ({ target }) => { if (target.name && target.name !== "lines") touched(); });

  form.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!row || !by || !event.altKey || event.target.matches("select, textarea")) return;
    event.preventDefault();
    step(row, by, event.target);
  });

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.name === "add") {
      event.preventDefault();
      add();
    }
    if (button?.name === "up" || button?.name === "down") {
      event.preventDefault();
      step(rowOf(button), button.name === "up" ? -1 : 1, button);
    }
  });

  // A save under way is waited for: the two would take each other for somebody else's.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (saving) {
      event.preventDefault();
      next = () => form.requestSubmit(event.submitter);
    } else {
      leaving = true;
    }
  });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && (changed || saving || list.matches("[data-unsaved]:has(.agenda-row--new)"))) event.preventDefault();
  });

  rows().forEach(start);
})();
