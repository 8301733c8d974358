// In place of Wagtail's script of the same name, which rewrote what it did not understand into
// another day. Its names are kept: the widgets of blocks are registered here, and other packages
// may call the three functions. What a field does stands in js/moment.js.
(() => {
  const field = (input, kind) => {
    const frame = document.createElement("span");
    frame.className = "moment";
    frame.dataset.controller = "moment";
    frame.dataset.momentKindValue = kind;
    input.replaceWith(frame);
    frame.append(input);
  };

  const initialise = (kind) => (id) => {
    const input = document.getElementById(id);
    if (input && !input.closest('[data-controller~="moment"]')) field(input, kind);
  };
  window.initDateChooser = initialise("date");
  window.initTimeChooser = initialise("time");
  window.initDateTimeChooser = initialise("datetime");

  // What a block needs of its widget: see "Form widget client-side API" in Wagtail's reference.
  const widgetOf = (kind) => class {
    render(placeholder, name, id, initialState) {
      const input = document.createElement("input");
      Object.assign(input, { type: "text", name, id, autocomplete: "off" });
      input.value = initialState ?? "";
      placeholder.replaceWith(input);
      field(input, kind);
      return {
        idForLabel: id,
        getValue: () => input.value,
        getState: () => input.value,
        setState: (state) => { input.value = state ?? ""; },
        setInvalid: (invalid) => {
          if (invalid) input.setAttribute("aria-invalid", "true");
          else input.removeAttribute("aria-invalid");
        },
        getTextLabel: () => input.value,
        focus: (options) => { if (!options?.soft) input.focus(); },
      };
    }
  };
  if (window.telepath) {
    window.telepath.register("wagtail.widgets.AdminDateInput", widgetOf("date"));
    window.telepath.register("wagtail.widgets.AdminTimeInput", widgetOf("time"));
    window.telepath.register("wagtail.widgets.AdminDateTimeInput", widgetOf("datetime"));
  }
})();
