// A field for a day or a time: what is typed stays as typed, and beside it stands how it is read.
// The button opens a calendar under the field; it moves what comes next instead of covering it.
(() => {
  const address = document.currentScript.dataset.address;
  const { MONTHS, WEEKDAYS, WEEKDAYS_SHORT } = window.wagtailConfig.STRINGS;
  const WORDS = { open: "Avaa kalenteri", close: "Sulje kalenteri", calendar: "Kalenteri",
    before: "Edellinen kuukausi", after: "Seuraava kuukausi" };
  const PAUSE = 400; // milliseconds without a key
  const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const button = (text, attributes) => element("button", { type: "button", ...attributes }, text);
  const iso = (day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((number) => String(number).padStart(2, "0")).join("-");
  const finnish = (day) => `${day.getDate()}.${day.getMonth() + 1}.${day.getFullYear()}`;
  const moved = (day, days) => new Date(day.getFullYear(), day.getMonth(), day.getDate() + days);
  const inMonth = (day, months) => {
    const last = new Date(day.getFullYear(), day.getMonth() + months + 1, 0).getDate();
    return new Date(day.getFullYear(), day.getMonth() + months, Math.min(day.getDate(), last));
  };

  class Calendar {
    constructor(day, choose, close) {
      Object.assign(this, { day, choose, close });
      this.title = element("span", { class: "moment-calendar__title", "aria-live": "polite" });
      this.days = element("tbody");
      this.days.addEventListener("click", (event) => this.choosing(event));
      this.days.addEventListener("keydown", (event) => this.moving(event));
      this.element = element("div", { class: "moment-calendar", role: "group", "aria-label": WORDS.calendar },
        this.head(), element("table", { role: "grid" }, this.names(), this.days));
      this.draw();
    }

    head() {
      const turn = (sign, words, months) => {
        const turning = button(sign, { "aria-label": words, class: "moment-calendar__turn" });
        turning.addEventListener("click", () => this.show(inMonth(this.day, months), false));
        return turning;
      };
      return element("div", { class: "moment-calendar__head" },
        turn("‹", WORDS.before, -1), this.title, turn("›", WORDS.after, 1));
    }

    names() {
      const row = element("tr");
      for (let n = 1; n <= 7; n += 1) {
        row.append(element("th", { scope: "col", abbr: WEEKDAYS[n % 7] }, WEEKDAYS_SHORT[n % 7]));
      }
      return element("thead", {}, row);
    }

    draw() {
      const first = new Date(this.day.getFullYear(), this.day.getMonth(), 1);
      let day = moved(first, -((first.getDay() + 6) % 7));
      this.title.textContent = `${MONTHS[first.getMonth()]} ${first.getFullYear()}`;
      this.days.replaceChildren();
      do {
        const week = element("tr");
        for (let n = 0; n < 7; n += 1, day = moved(day, 1)) week.append(this.cell(day, first));
        this.days.append(week);
      } while (day.getMonth() === first.getMonth());
    }

    cell(day, first) {
      if (day.getMonth() !== first.getMonth()) return element("td");
      const own = iso(day) === iso(this.day);
      return element("td", {}, button(day.getDate(), {
        "data-day": iso(day),
        "aria-label": `${WEEKDAYS[day.getDay()]} ${finnish(day)}`,
        "aria-pressed": String(own),
        tabindex: own ? "0" : "-1",
        ...(iso(day) === iso(new Date()) ? { "aria-current": "date" } : {}),
      }));
    }

    show(day, focus) {
      this.day = day;
      this.draw();
      if (focus) this.focus();
    }

    focus() { this.days.querySelector('[tabindex="0"]').focus(); }

    choosing(event) {
      const chosen = event.target.closest("[data-day]");
      if (!chosen) return;
      const [year, month, day] = chosen.dataset.day.split("-").map(Number);
      this.choose(new Date(year, month - 1, day));
    }

    moving(event) {
      const { key } = event;
      let day = null;
      if (key in STEPS) day = moved(this.day, STEPS[key]);
      if (key === "PageUp") day = inMonth(this.day, -1);
      if (key === "PageDown") day = inMonth(this.day, 1);
      if (key === "Home") day = moved(this.day, -((this.day.getDay() + 6) % 7));
      if (key === "End") day = moved(this.day, 6 - ((this.day.getDay() + 6) % 7));
      if (!day) return;
      event.preventDefault();
      this.show(day, true);
    }
  }

  class Moment extends window.StimulusModule.Controller {
    static values = { kind: String };

    connect() {
      this.input = this.element.querySelector("input");
      if (!this.input || this.reading) return;
      this.reading = element("span", { class: "moment__told", id: `${this.input.id}-told`, role: "status" });
      const described = this.input.getAttribute("aria-describedby");
      this.input.setAttribute("aria-describedby", `${described ? `${described} ` : ""}${this.reading.id}`);
      this.element.append(this.reading);
      if (this.kindValue !== "time") this.addOpener();
      this.input.addEventListener("input", () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.ask(), PAUSE);
      });
      this.input.addEventListener("change", () => this.ask());
      this.element.addEventListener("keydown", (event) => this.escaping(event));
      if (this.kindValue !== "time") this.ask();
    }

    addOpener() {
      const label = this.element.closest("form")?.querySelector(`label[for="${this.input.id}"]`);
      const name = label ? `: ${label.textContent.replace("*", "").trim()}` : "";
      this.opener = button("", { class: "moment__open", "aria-expanded": "false",
        "aria-label": `${WORDS.open}${name}`, title: WORDS.open });
      this.opener.disabled = this.input.disabled || this.input.readOnly;
      this.opener.addEventListener("click", () => (this.calendar ? this.close() : this.open()));
      this.input.after(this.opener);
    }

    async ask() {
      const text = this.input.value.trim();
      this.asked = text;
      if (!text) { this.show({ text: "" }); return; }
      try {
        const { direction = "" } = this.input.dataset; // of a day without a year
        const query = new URLSearchParams({ kind: this.kindValue, text, direction });
        const answer = await fetch(`${address}?${query}`);
        if (answer.ok && this.asked === text) this.show(await answer.json());
      } catch { /* Without the server nothing is shown; the text is as it was. */ }
    }

    show({ text = "", fault = "", day = "" }) {
      this.day = day;
      this.reading.textContent = fault || text;
      this.reading.classList.toggle("moment__told--fault", Boolean(fault));
    }

    async open() {
      await this.ask(); // the calendar begins with what has just been typed
      if (this.calendar) return;
      const [year, month, date] = (this.day || iso(new Date())).split("-").map(Number);
      this.calendar = new Calendar(new Date(year, month - 1, date), (day) => this.choose(day));
      this.element.append(this.calendar.element);
      this.opener.setAttribute("aria-expanded", "true");
      this.calendar.focus();
    }

    close() {
      this.calendar?.element.remove();
      this.calendar = null;
      this.opener?.setAttribute("aria-expanded", "false");
    }

    choose(day) {
      const time = this.kindValue === "datetime" ? this.input.value.match(/\d{1,2}[.:]\d{2}\s*$/) : null;
      this.close();
      this.input.value = finnish(day) + (time ? ` klo ${time[0].trim()}` : "");
      for (const name of ["input", "change"]) this.input.dispatchEvent(new Event(name, { bubbles: true }));
      this.input.focus();
    }

    escaping(event) {
      if (event.key !== "Escape" || !this.calendar) return;
      event.stopPropagation();
      event.preventDefault();
      this.close();
      this.opener.focus();
    }
  }

  window.wagtail.app.register("moment", Moment);
})();
