// Files may be dropped anywhere on the place, and what was chosen is listed.
function list(input, place) {
  place.replaceChildren(
    ...Array.from(input.files, (file) => {
      const line = document.createElement("li");
      line.textContent = file.name;
      return line;
    }),
  );
}

function takeFiles(drop) {
  const input = drop.querySelector("input[type=file]");
  const place = drop.querySelector("[data-file-drop-list]");
  input.addEventListener("change", () => list(input, place));
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("file-drop--over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("file-drop--over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("file-drop--over");
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      list(input, place);
    }
  });
}

// The admin reads scripts before what is on the screen.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-file-drop]").forEach(takeFiles);
});
