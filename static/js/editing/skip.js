// The first Tab of an editor offers the way to its form, past the menu, the header and the preview.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-edit-form]");
  const link = document.querySelector(".skiplink");
  if (!form?.id || !link) return;
  link.href = `#${form.id}`;
  link.textContent = "Siirry lomakkeeseen";
  // Wagtail moves the focus a moment later, under the fingers of whoever has pressed Tab again.
  delete link.dataset.action;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    form.tabIndex = -1;
    form.focus();
  });
});
