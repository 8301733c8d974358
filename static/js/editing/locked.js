// A form that nobody may change now is disabled as a whole, rich text included.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".content-locked form[data-edit-form]");
  if (!form) return;
  const fields = document.createElement("fieldset");
  fields.disabled = true;
  fields.className = "editing-locked";
  // The save bar stays as it is: from there the approval can be cancelled.
  fields.append(...[...form.children].filter((child) => !child.matches("footer, input[type=hidden]")));
  form.prepend(fields);

  // A fieldset does not reach rich text, which is drawn later, nor the dialogs that Wagtail
  // moves to the end of the form.
  const close = () => {
    for (const text of form.querySelectorAll("[contenteditable=true]")) text.contentEditable = "false";
    for (const field of form.querySelectorAll(":scope > :not(fieldset, footer) :enabled:is(input:not([type=hidden]), select, textarea)")) {
      field.disabled = true;
    }
  };
  new MutationObserver(close).observe(form, { subtree: true, childList: true, attributeFilter: ["contenteditable"] });
  close();
});
