// The little that every page needs: focus on the error summary, notes that can be hidden, a check before signing out.

import { countDrafts } from "drafts";

const SIGN_OUT_WAIT = 3000;

document.querySelector("[data-error-summary]")?.focus();

document.addEventListener("click", ({ target }) => {
  const note = target.closest?.("[data-dismiss]")?.closest("[data-note]");
  if (!note) return;
  sessionStorage.setItem(`note:${note.dataset.note}`, "hidden");
  const field = note.closest("[data-state-for]")?.dataset.stateFor;
  note.remove();
  // The button that had the focus is gone: give it back to the field that the note was about.
  (document.getElementsByName(field)[0] ?? document.getElementById("main-content")).focus();
});

// A note that was hidden stays hidden when its field is saved again, or the page is opened again.
function hideDismissed() {
  for (const note of document.querySelectorAll("[data-note]")) {
    if (sessionStorage.getItem(`note:${note.dataset.note}`)) note.remove();
  }
}

hideDismissed();
document.addEventListener("autosave:shown", hideDismissed);

// Signing out ends the page that could still save: flush first, then say what would stay behind on this device.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-sign-out]");
  if (!form || !countDrafts(form.dataset.person)) return;
  event.preventDefault();
  document.dispatchEvent(new CustomEvent("autosave:flush"));
  const until = Date.now() + SIGN_OUT_WAIT;
  while (countDrafts(form.dataset.person) && Date.now() < until) await new Promise((done) => setTimeout(done, 100));
  if (countDrafts(form.dataset.person) && !window.confirm(form.dataset.unsavedWords)) return;
  document.documentElement.setAttribute("data-signing-out", "");
  form.submit();
});
