// What the page of a visit shows: the agenda with its present slot, choices for the tags, and the notes with their state
// in words. On the shell all of it comes from what the device keeps; on the live page only the notes do.

const MINUTE = 60_000;

export class View {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("[data-note-form]");
    this.box = this.form.elements.text;
    this.list = root.querySelector("[data-notes]");
    this.words = root.querySelector("template[data-words]").content;
    this.beside = new Set();
  }

  part(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  word(name) {
    return this.words.querySelector(`[data-word="${name}"]`).cloneNode(true);
  }

  copyOf(name) {
    return this.root.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
  }

  // The shell becomes the page of this visit.
  fill(page) {
    this.root.dataset.person = page.person;
    this.part("title").textContent = page.title;
    this.form.elements.written_by.value = page.person;
    document.title = document.title.replace(/^[^–]*/, `${page.title} `);
    const none = this.part("slots").firstElementChild;
    for (const slot of page.slots) none.before(this.slot(slot));
    for (const area of page.areas) {
      this.part("areas").append(this.chip(area));
      this.part("about").append(this.choices(area));
    }
    for (const part of [this.form, this.part("notes-section")]) part.hidden = false;
  }

  slot({ key, starts, ends, activity, when, what, where }) {
    const row = this.copyOf("slot");
    const radio = row.querySelector("input");
    Object.assign(radio, { id: `slot-${key}`, value: key });
    Object.assign(radio.dataset, { starts, ends, activity });
    row.querySelector("label").htmlFor = radio.id;
    for (const [name, words] of Object.entries({ when, what, where })) row.querySelector(`[data-${name}]`).textContent = words;
    return row;
  }

  chip({ code, title }) {
    const chip = this.copyOf("chip");
    chip.dataset.area = code;
    chip.textContent = title;
    return chip;
  }

  choices({ code, title, items }) {
    const group = document.createElement("optgroup");
    group.label = title;
    group.append(new Option(title, code), ...items.map(([item, words]) => new Option(`${item} ${words}`, item)));
    return group;
  }

  // Which slot is running by this tablet's clock, today being the day of the visit.
  watchTheClock(day) {
    const mark = () => {
      const now = new Date();
      const time = now.toTimeString().slice(0, 5);
      const onTheDay = !day || day === localDay(now);
      for (const radio of this.part("slots").querySelectorAll("[data-starts]")) {
        const { starts, ends } = radio.dataset;
        const running = onTheDay && starts !== "" && starts <= time && time < ends;
        const tag = radio.parentElement.querySelector("[data-now]");
        // Follow the clock until somebody chooses another slot.
        if (running && tag.hidden && !this.slotChosen) radio.checked = true;
        tag.hidden = !running;
      }
      this.suggest();
    };
    mark();
    setInterval(mark, MINUTE);
  }

  // A slot says its activity, and most activities say what kind of evidence they give; a choice of one's own stays.
  suggest() {
    const { slot, activity, evidence_kind: kind } = this.form.elements;
    const chosen = [...(slot.length ? slot : [slot])].find((radio) => radio.checked);
    if (!activity.dataset.own) activity.value = chosen?.dataset.activity ?? "";
    if (!kind.dataset.own) kind.value = KIND_OF[activity.value] ?? "";
  }

  showAbout() {
    const { value } = this.form.elements.about;
    const [area] = value.split("-");
    for (const chip of this.root.querySelectorAll("[data-area]")) {
      chip.setAttribute("aria-pressed", String(chip.dataset.area === area));
    }
    this.part("own").hidden = !value;
    this.part("own-link").href = value ? `/peer-reviews/${this.root.dataset.review}/visit/items/${value}` : "";
  }

  // The labels of what is chosen, as the server would write them beside the note.
  tags() {
    const { slot, activity, evidence_kind: kind, about } = this.form.elements;
    const radio = [...(slot.length ? slot : [slot])].find((one) => one.checked && one.value);
    const when = radio?.parentElement.querySelector("[data-when]").textContent ?? "";
    const labels = [activity, kind, about].map((one) => (one.value ? one.selectedOptions[0].textContent : ""));
    return [...new Set([when, ...labels])].filter(Boolean);
  }

  // Newest first: those that wait above those that the server has.
  showNotes(waiting, kept, stateOf) {
    const rows = [...waiting].reverse().map((note) => this.note(note, this.stateOfWaiting(note, stateOf(note))));
    const known = new Set(waiting.map((note) => note.key));
    for (const note of kept.filter(({ key }) => !known.has(key))) rows.push(this.note(note, this.saved(note)));
    this.list.replaceChildren(...rows);
    this.part("no-notes").hidden = rows.length > 0;
  }

  note({ key, text, fields, tags }, state) {
    const row = this.copyOf("row");
    row.dataset.noteKey = key;
    row.querySelector("[data-text]").textContent = text ?? fields.text;
    row.querySelector("[data-state]").replaceChildren(state);
    row.querySelector("[data-tags]").textContent = tags.join(" · ");
    return row;
  }

  stateOfWaiting(note, name) {
    const state = this.word(name);
    if (name === "refused") {
      state.querySelector("[data-reason]").textContent = note.reason || this.word("refused-reason").textContent;
    }
    return state;
  }

  saved({ key, time }) {
    const state = this.word(this.beside.has(key) ? "beside" : "saved");
    if (!this.beside.has(key)) state.textContent += ` ${time}`;
    return state;
  }

  say(name, more = "") {
    const state = this.part("announce");
    const words = name ? `${this.word(name).textContent}${more}` : "";
    if (state.textContent !== words) state.textContent = words;
  }
}

const KIND_OF = {
  meeting_leaders: "conversation_leaders",
  meeting_senco: "conversation_senco",
  staff_meeting: "meeting_observed",
  learning_walk: "learning_walk",
  lesson_observation: "lesson_visit",
  pupil_conversation: "conversation_pupils",
  parent_conversation: "conversation_parents_and_carers",
  governor_meeting: "conversation_governors",
  ta_meeting: "conversation_teaching_assistants",
  document_and_data_review: "document",
};

export function localDay(now) {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
