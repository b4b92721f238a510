// Dragging a note onto a pile chooses from its list; the list itself is the way by keyboard, and autosave sends it.

const desk = document.querySelector("[data-desk]");
let dragged = null;

for (const note of desk?.querySelectorAll("[data-desk-note]") ?? []) {
  note.draggable = true;
  note.addEventListener("dragstart", (event) => {
    // Words inside a box are selected by dragging, as everywhere.
    if (event.target !== note) return;
    dragged = note;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", note.dataset.deskNote);
    note.classList.add("desk-note--dragged");
  });
  note.addEventListener("dragend", () => {
    note.classList.remove("desk-note--dragged");
    dragged = null;
    light(null);
  });
}

desk?.addEventListener("dragover", (event) => {
  const target = event.target.closest("[data-drop]");
  if (!dragged || !target) return;
  event.preventDefault();
  light(target);
});

desk?.addEventListener("drop", (event) => {
  const target = event.target.closest("[data-drop]");
  if (!dragged || !target) return;
  event.preventDefault();
  const select = dragged.querySelector("select");
  select.value = target.dataset.drop;
  select.dispatchEvent(new Event("input", { bubbles: true }));
  desk.querySelector(`section[data-drop="${target.dataset.drop}"] [data-pile]`)?.append(dragged);
});

function light(target) {
  for (const each of desk.querySelectorAll(".desk--over")) if (each !== target) each.classList.remove("desk--over");
  target?.classList.add("desk--over");
}
