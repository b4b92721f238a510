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

// A tablet on a visit keeps an agenda and own notes (docs/visit.md): any page sends what waits, and removes what was
// kept for somebody else. All other browsers fetch nothing for it.
const signOut = document.querySelector("[data-sign-out]");

function onAVisit() {
  try {
    return signOut && localStorage.getItem("visit:kept") !== null;
  } catch {
    return false;
  }
}

// Signing out ends the page that could still save: flush first, then say what would stay behind on this device.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-sign-out]");
  if (!form || !(countDrafts(form.dataset.person) || onAVisit())) return;
  event.preventDefault();
  const { person, unsavedWords } = form.dataset;
  const visit = onAVisit() ? await import("visit-store") : null;
  const countUnsaved = async () => countDrafts(person) + ((await visit?.countNotes(person)) ?? 0);
  document.dispatchEvent(new CustomEvent("autosave:flush"));
  const until = Date.now() + SIGN_OUT_WAIT;
  while ((await countUnsaved()) && Date.now() < until) await new Promise((done) => setTimeout(done, 100));
  if ((await countUnsaved()) && !window.confirm(unsavedWords)) return;
  await visit?.forgetPerson(person).catch(() => {});
  document.documentElement.setAttribute("data-signing-out", "");
  form.submit();
});

if (onAVisit() && !document.querySelector("[data-visit]")) {
  const [{ forgetOthers }, { Queue }] = await Promise.all([import("visit-store"), import("visit-queue")]);
  forgetOthers(signOut.dataset.person).catch(() => {});
  new Queue(signOut.dataset.person).start();
}
