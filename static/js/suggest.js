// Suggestions under a search field, as an ARIA combobox. The field works as well without.
for (const input of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("ul");
  let shown = [], at = -1, timer, asked = "";
  list.id = `${input.id}-ehdotukset`;
  list.className = "search-form__suggestions";
  list.role = "listbox";
  list.ariaLabel = "Ehdotukset";
  list.hidden = true;
  input.after(list);
  input.role = "combobox";
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-autocomplete", "list");
  input.ariaExpanded = "false";

  const close = () => {
    list.hidden = true;
    input.ariaExpanded = "false";
    mark(-1);
  };
  const mark = (index) => {
    at = index;
    [...list.children].forEach((item, n) => { item.ariaSelected = String(n === at); });
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const choose = ({ text, url }) => {
    close();
    if (url) { location.assign(url); return; }
    input.value = text;
    input.form.requestSubmit();
  };
  const show = (suggestions) => {
    shown = suggestions;
    list.replaceChildren(...shown.map((one, n) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${n}`;
      item.role = "option";
      item.textContent = one.text;
      if (one.url) item.className = "search-form__page";
      // Before the field loses the focus and the list closes.
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); });
      item.addEventListener("click", () => choose(one));
      return item;
    }));
    list.hidden = !shown.length;
    input.ariaExpanded = String(shown.length > 0);
    mark(-1);
  };
  const ask = async () => {
    const text = input.value.trim();
    asked = text;
    if (text.length < 2) { show([]); return; }
    try {
      const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`);
      const { suggestions } = await answer.json();
      if (asked === text && document.activeElement === input) show(suggestions);
    } catch { close(); }
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (["ArrowDown", "ArrowUp"].includes(event.key) && !list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const places = shown.length + 1;
      mark(((at + 1 + step + places) % places) - 1);
    } else if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      choose(shown[at]);
    }
  });
}
