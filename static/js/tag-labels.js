// The field that Wagtail draws for tags has no label of its own: it takes that of the field it replaces.
(() => {
  const label = () => {
    for (const list of document.querySelectorAll(".tagit")) {
      const field = list.parentElement.querySelector("input[data-controller~=w-tag], input[name$=tags]");
      const typed = list.querySelector(".tagit-new input:not([aria-label])");
      if (typed) typed.setAttribute("aria-label", field?.labels?.[0]?.innerText.trim() || "Tunnisteet");
    }
  };
  document.addEventListener("DOMContentLoaded", () => {
    label();
    new MutationObserver(label).observe(document.body, { childList: true, subtree: true });
  });
})();
