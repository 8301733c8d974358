// Attendance: when a member is not there, the deputies become buttons that mark them as present.
// Without a script their names stand beside the member all the time.
(() => {
  const choice = (name, value) => document.querySelector(`input[name="${name}"][value="${value}"]`);

  const turnIntoButton = (offer) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small button-secondary";
    button.textContent = offer.dataset.act;
    button.addEventListener("click", () => {
      const present = choice(offer.dataset.deputyOffer, "here");
      if (!present) return;
      present.checked = true;
      present.dispatchEvent(new Event("change", { bubbles: true }));
      present.focus();
    });
    offer.replaceChildren(button);
  };

  const update = () => {
    for (const offer of document.querySelectorAll("[data-deputy-offer]")) {
      const member = offer.closest("td").querySelector("input:checked");
      const deputy = choice(offer.dataset.deputyOffer, "");
      offer.hidden = Boolean(member?.value) || !deputy?.checked;
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-deputy-offer]").forEach(turnIntoButton);
    update();
    document.addEventListener("change", update);
  });
})();
