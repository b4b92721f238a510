// The page of a visit. A note is kept on the device, sent, and says in words how it stands (docs/visit.md). Without this
// script the form is a plain one that needs the line.

import { Drafts } from "drafts";
import { Queue } from "visit-queue";
import { forgetNote, hasNote, keepPage, listNotes, readPage } from "visit-store";
import { View } from "visit-view";

class Visit {
  constructor(root, page) {
    this.page = page;
    this.review = page.review;
    this.view = new View(root);
    this.form = this.view.form;
    this.box = this.view.box;
    this.drafts = new Drafts(page.person, `visit-${page.review}`);
    this.queue = new Queue(page.person);
    this.key = newKey();
    this.notKept = false;
  }

  async start() {
    this.listen();
    this.view.watchTheClock(this.page.day);
    await this.restore();
    this.view.suggest();
    this.view.showAbout();
    this.queue.addEventListener("changed", () => this.refresh());
    this.queue.addEventListener("saved", ({ detail }) => this.saved(detail));
    await this.refresh().catch(() => {});
    this.queue.start();
  }

  listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.box.addEventListener("input", () => this.keepDraft());
    this.form.addEventListener("change", ({ target }) => this.chosen(target));
    document.addEventListener("click", (event) => this.clicked(event));
    window.addEventListener("storage", (event) => this.draftWentElsewhere(event));
    window.addEventListener("beforeunload", (event) => {
      if (this.notKept && this.box.value.trim()) event.preventDefault();
    });
  }

  chosen(target) {
    if (target.name === "slot") this.view.slotChosen = true;
    if (["activity", "evidence_kind"].includes(target.name)) target.dataset.own = "yes";
    this.view.suggest();
    this.view.showAbout();
    if (this.box.value) this.keepDraft();
  }

  clicked(event) {
    const { target } = event;
    const row = target.closest("[data-note-key]");
    const chip = target.closest("[data-area]");
    if (chip) {
      const { about } = this.form.elements;
      about.value = chip.getAttribute("aria-pressed") === "true" ? "" : chip.dataset.area;
      this.chosen(about);
    } else if (target.closest("[data-own-link]")) {
      event.preventDefault();
      this.showOwnWords(target.closest("a").href);
    } else if (target.closest("[data-copy]")) this.copy(row);
    else if (target.closest("[data-change]")) this.change(row.dataset.noteKey);
  }

  fields() {
    const { slot, about, activity, evidence_kind: kind } = this.form.elements;
    return { text: this.box.value.trim(), slot: slot.value, about: about.value, activity: activity.value, evidence_kind: kind.value };
  }

  async save() {
    if (!this.box.value.trim()) {
      this.view.say("empty");
      this.box.focus();
      return;
    }
    const now = new Date();
    const fields = { ...this.fields(), noted_at: now.toISOString() };
    const { key, review } = this;
    const time = now.toTimeString().slice(0, 5);
    const note = { key, review, person: this.page.person, fields, text: fields.text, tags: this.view.tags(), time, state: "", reason: "" };
    try {
      await this.queue.add(note);
    } catch {
      return this.saveWithoutKeeping(note);
    }
    this.done();
  }

  // The device has no room: to the server straight from the box, which keeps the words until it has them.
  async saveWithoutKeeping(note) {
    this.notKept = true;
    const { status, body } = await this.queue.post(note);
    if (status !== 200 || body?.key !== note.key) return this.view.say("full");
    this.page.notes.unshift({ key: note.key, text: note.text, tags: note.tags, time: note.time });
    this.done();
    await this.refresh().catch(() => this.view.showNotes([], this.page.notes, () => ""));
  }

  // On to the next note; its slot, activity and area are most likely the same.
  done() {
    this.notKept = false;
    this.box.value = "";
    this.key = newKey();
    this.drafts.forget("box");
    this.box.focus();
  }

  async refresh() {
    const [waiting, page] = await Promise.all([listNotes(this.page.person), readPage(this.review)]);
    const own = waiting.filter(({ review }) => review === this.review);
    this.page.notes = page?.notes ?? this.page.notes;
    this.view.showNotes(own, this.page.notes, (note) => this.queue.stateOf(note));
    const left = waiting.filter((note) => this.queue.stateOf(note) !== "sending").length;
    if (left) this.view.say("some-waiting", ` ${left}`);
    else if (!waiting.length && this.troubled) this.view.say("all-saved");
    this.troubled ||= left > 0;
  }

  saved({ key, beside }) {
    if (beside) this.view.beside.add(key);
    if (this.troubled) return;
    this.view.say("saved", ` ${new Date().toTimeString().slice(0, 5)}`);
  }

  keepDraft() {
    this.drafts.keep("box", { key: this.key, ...this.fields() });
  }

  // Words that were in the box when the page went away, unless they became a note at the last moment.
  async restore() {
    const draft = this.drafts.read("box");
    if (!draft?.text || this.box.value) return;
    const known = (await hasNote(draft.key).catch(() => false)) || this.page.notes.some(({ key }) => key === draft.key);
    if (known) return this.drafts.forget("box");
    this.put(draft);
    this.view.say("restored");
  }

  put({ key, text, slot, about, activity, evidence_kind: kind }) {
    this.key = key;
    this.box.value = text;
    const { elements } = this.form;
    const radio = document.getElementById(`slot-${slot || "none"}`);
    if (radio) radio.checked = this.view.slotChosen = true;
    for (const [control, value] of [[elements.about, about], [elements.activity, activity], [elements.evidence_kind, kind]]) {
      control.value = value ?? "";
      if (control !== elements.about && value) control.dataset.own = "yes";
    }
    this.view.showAbout();
  }

  // Another tab had the same words in its box, and has saved them: here they would be saved twice.
  draftWentElsewhere({ key, oldValue, newValue }) {
    if (key !== `${this.drafts.prefix}box` || newValue !== null || !oldValue) return;
    const gone = JSON.parse(oldValue);
    if (gone.key !== this.key) return;
    if (gone.text === this.box.value.trim()) this.box.value = "";
    this.key = newKey();
  }

  async copy(row) {
    await navigator.clipboard.writeText(row.querySelector("[data-text]").textContent);
    row.querySelector("[data-copy]").after(this.view.word("copied"));
  }

  // A note that the server refused goes back into the box; one that is being written there is saved first.
  async change(key) {
    const note = (await listNotes(this.page.person)).find((one) => one.key === key);
    if (!note) return;
    if (this.box.value.trim()) await this.save();
    this.put({ key, ...note.fields });
    this.keepDraft();
    await forgetNote(key);
    await this.refresh();
    this.box.focus();
  }

  // Shown, and kept nowhere.
  async showOwnWords(href) {
    const dialog = this.view.part("dialog");
    const body = this.view.part("dialog-body");
    body.replaceChildren(this.view.word("sending"));
    dialog.showModal();
    try {
      const response = await fetch(href, { headers: { "HX-Request": "true" }, cache: "no-store", redirect: "manual" });
      if (!response.ok) throw new Error(String(response.status));
      const template = document.createElement("template");
      template.innerHTML = await response.text();
      body.replaceChildren(template.content);
    } catch {
      body.replaceChildren(this.view.word("only-online"));
    }
    dialog.addEventListener("close", () => body.replaceChildren(), { once: true });
  }
}

// Without a secure context there is no randomUUID.
function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function pageOf(root) {
  const live = root.querySelector("script[data-kept]");
  if (live) {
    const page = JSON.parse(live.textContent);
    await keepPage(page).catch(() => {});
    return page;
  }
  const review = Number(location.pathname.match(/^\/peer-reviews\/(\d+)\/visit$/)?.[1]);
  root.dataset.review = review;
  return review ? readPage(review).catch(() => null) : null;
}

const root = document.querySelector("[data-visit]");
const page = await pageOf(root);
if (page) {
  const visit = new Visit(root, page);
  if (!root.querySelector("script[data-kept]")) visit.view.fill(page);
  await visit.start();
} else root.querySelector("[data-nothing-kept]").hidden = false;

navigator.serviceWorker?.register("/peer-reviews/visit-worker.js", { scope: "/peer-reviews/" }).catch(() => {});
