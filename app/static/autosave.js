// Saves every field of a form by itself, as its words are typed. The form works without this (docs/autosave.md);
// here it only loses less, sooner. Words come from the page's <template data-words>, so that they can be translated.

import { Drafts } from "drafts";
import { Field } from "autosave-field";

const MOST_AT_ONCE = 4;
const SIGNED_OUT_RETRY = 30_000;
const LONGEST_WAIT_BEFORE_SUBMIT = 3000;
const STILL_HERE = 15_000;

class AutosaveForm {
  constructor(element) {
    this.element = element;
    this.url = element.dataset.autosave;
    this.drafts = new Drafts(element.dataset.person, element.dataset.review);
    this.headers = {
      "Content-Type": "application/x-www-form-urlencoded",
      Accept: "text/html",
      "X-Autosave": "1",
      // Whose words these are: somebody else may have signed in meanwhile in another tab.
      "X-Autosave-For": element.dataset.person,
    };
    this.words = element.querySelector("template[data-words]").content;
    this.fields = new Map();
    this.queue = new Set();
    this.active = 0;
    this.signedOut = false;
    this.probe = null;
    this.leaving = false;
    this.troubleSaid = false;
    this.listen();
    this.adopt(element);
    this.rescueEvidence();
  }

  adopt(root) {
    const controls = new Map();
    for (const control of this.element.elements) {
      if (!controls.has(control.name)) controls.set(control.name, []);
      controls.get(control.name).push(control);
    }
    let restored = 0;
    for (const holder of root.querySelectorAll("[data-state-for]")) {
      const name = holder.dataset.stateFor;
      const [version] = controls.get(`${name}.version`) ?? [];
      if (this.fields.has(name) || !version || !controls.has(name)) continue;
      const field = new Field(this, name, holder, controls.get(name), version);
      this.fields.set(name, field);
      if (field.restore()) restored += 1;
      else field.catchUp();
    }
    if (restored) this.say("say-restored");
  }

  listen() {
    this.element.addEventListener("input", ({ target }) => {
      const typing = target.matches("textarea, input:not([type=radio], [type=checkbox])");
      this.fields.get(target.name)?.edited({ typing });
    });
    this.element.addEventListener("focusout", ({ target }) => {
      const field = this.fields.get(target.name);
      if (field?.timer && !field.failures) field.send();
    });
    this.element.addEventListener("click", (event) => this.clicked(event));
    this.element.addEventListener("submit", (event) => this.submitting(event));
    document.addEventListener("autosave:flush", () => this.resume());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.flush() : this.resume()));
    window.addEventListener("pagehide", () => this.flush());
    window.addEventListener("focus", () => this.resume());
    window.addEventListener("online", () => this.resume());
    // A page out of the browser's memory has old versions: fetch it anew. Unsaved words come back from their drafts.
    window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
    window.addEventListener("beforeunload", (event) => {
      const signingOut = document.documentElement.hasAttribute("data-signing-out");
      if (!this.leaving && !signingOut && this.all((field) => field.atRisk).length) event.preventDefault();
    });
    setInterval(() => this.signedOut && this.resume(), SIGNED_OUT_RETRY);
  }

  all(test) {
    return [...this.fields.values()].filter(test);
  }

  clicked(event) {
    const button = event.target.closest("button");
    const holder = button?.closest("[data-state-for]");
    const field = holder && this.fields.get(holder.dataset.stateFor);
    if (button?.dataset.choose && field?.blocked === "conflict") {
      event.preventDefault();
      field.choose(button.dataset.choose);
    } else if (button?.hasAttribute("data-copy")) this.copy(field);
    else if (button?.dataset.evidenceUrl) {
      event.preventDefault();
      this.addEvidence(button);
    }
  }

  async copy(field) {
    await navigator.clipboard.writeText(field.value);
    field.holder.append(this.word("copied"));
  }

  async addEvidence(button) {
    button.disabled = true;
    const row = await this.newEvidenceRow(button);
    button.disabled = false;
    if (row) row.querySelector("textarea, input:not([type=hidden]), select").focus();
    // The plain form can do it too, and says what is wrong if it cannot.
    else this.element.requestSubmit(button);
  }

  async newEvidenceRow(button) {
    try {
      const response = await fetch(button.dataset.evidenceUrl, { headers: { Accept: "text/html" }, redirect: "manual" });
      const row = response.ok && this.fragment(await response.text());
      if (!row?.dataset.evidence) return null;
      this.element.querySelector(`[data-evidence-list="${CSS.escape(button.value)}"]`).append(row);
      this.adopt(row);
      return row;
    } catch {
      return null;
    }
  }

  // Words typed into a row that the server never came to know, or that somebody removed: they get a new row.
  async rescueEvidence() {
    const rows = new Map();
    for (const name of this.drafts.names()) {
      const [, item, key, part] = name.match(/^(.+)\/(.+)\.(\w+)$/) ?? [];
      const button = [...this.element.elements].find(({ value, dataset }) => dataset.evidenceUrl && value === item);
      if (!button || this.fields.has(name)) continue;
      if (!rows.has(key)) rows.set(key, { button, parts: new Map() });
      rows.get(key).parts.set(part, name);
    }
    for (const { button, parts } of rows.values()) {
      const row = await this.newEvidenceRow(button);
      if (!row) return;
      for (const [part, name] of parts) this.fields.get(`${row.dataset.evidence}.${part}`)?.takeOver(name);
    }
    if (rows.size) this.say("say-restored");
  }

  // The whole form is on its way: nothing else may be, or it would meet our own newer versions there.
  async submitting(event) {
    const { submitter } = event;
    if (this.leaving) return;
    const underWay = this.all((field) => field.inFlight).map((field) => field.inFlight);
    if (!navigator.onLine || underWay.length) event.preventDefault();
    if (!navigator.onLine) return this.resume();
    this.leaving = true;
    // An answer that is no page (a download, say) leaves us here after all: then go on saving.
    setTimeout(() => ((this.leaving = false), this.resume()), STILL_HERE);
    for (const field of this.fields.values()) field.stop();
    if (!underWay.length) return;
    await Promise.race([Promise.all(underWay), new Promise((done) => setTimeout(done, LONGEST_WAIT_BEFORE_SUBMIT))]);
    this.element.requestSubmit(submitter);
  }

  // The page may be about to go: send what is not under way, more at once than usual.
  flush() {
    if (this.leaving || this.signedOut) return;
    for (const field of this.all((each) => each.waiting)) field.send({ evenIfBusy: true });
  }

  resume() {
    const waiting = this.all((field) => field.waiting);
    if (this.signedOut) {
      // One field asks whether somebody has signed in again; the others follow its answer.
      this.probe = waiting[0] ?? null;
      this.probe?.send();
    } else for (const field of waiting) field.send();
  }

  admits(field, evenIfBusy) {
    if (this.leaving) return false;
    if (this.signedOut && field !== this.probe) {
      field.show("signed-out");
      return false;
    }
    if (this.active >= MOST_AT_ONCE && !evenIfBusy) {
      this.queue.add(field);
      return false;
    }
    this.active += 1;
    return true;
  }

  answered(field, status) {
    this.active -= 1;
    this.queue.delete(field);
    if (status === 401) {
      if (!this.signedOut) this.say("say-signed-out");
      this.signedOut = true;
    } else if (this.signedOut && status) {
      this.signedOut = false;
      queueMicrotask(() => this.resume());
    }
    const [next] = this.queue;
    this.queue.delete(next);
    next?.send();
  }

  settled() {
    if (this.all((field) => field.unsaved).length) return;
    if (this.troubleSaid || this.probe) this.say("say-saved");
    this.troubleSaid = false;
    this.probe = null;
  }

  // Said once until all is well again: a screen reader must not hear each attempt.
  troubled(field, reason) {
    if (reason === "trouble" && this.troubleSaid) return;
    this.troubleSaid = true;
    this.say(`say-${reason}`);
  }

  say(word) {
    this.element.querySelector("[data-announce]").replaceChildren(this.word(word));
  }

  word(name) {
    return this.words.querySelector(`[data-word="${name}"]`).cloneNode(true);
  }

  fragment(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  }
}

for (const element of document.querySelectorAll("form[data-autosave]")) new AutosaveForm(element);
