// One autosaved field: what its controls hold, what the server has acknowledged, and what is under way between the two.
// At most one request a field is in flight; edits made meanwhile go out together when its answer has come.

const TYPING_PAUSE = 800;
const FIRST_RETRY = 1000;
const LONGEST_RETRY = 60_000;
const SLOWEST_ANSWER = 20_000;
// Browsers let requests outlive their page only while these stay under 64 kB in all.
const LARGEST_KEEPALIVE = 15_000;

export class Field {
  constructor(form, name, holder, controls, version) {
    Object.assign(this, { form, name, holder, controls, version });
    this.acknowledged = this.valueFromServer();
    this.inFlight = null; // the promise of the request under way
    this.unanswered = new Set(); // values sent without an answer: the server may hold one of them all the same
    this.failures = 0;
    this.blocked = null; // conflict, invalid or gone: waits for the person
    this.timer = 0;
    this.editedAt = 0;
    this.kept = true;
  }

  get value() {
    const [first] = this.controls;
    if (first.type === "radio") return this.controls.find((control) => control.checked)?.value ?? "";
    if (first.type === "checkbox") return this.ticked((control) => control.checked);
    return first.value;
  }

  set value(value) {
    const [first] = this.controls;
    if (first.type === "radio") for (const control of this.controls) control.checked = control.value === value;
    else if (first.type === "checkbox") {
      const codes = value.split(" ");
      for (const control of this.controls) control.checked = codes.includes(control.value);
    } else first.value = value;
  }

  // From the markup, not from the control: browsers may have put back older words when the page was reloaded.
  valueFromServer() {
    const [first] = this.controls;
    if (first.type === "radio") return this.controls.find((control) => control.defaultChecked)?.value ?? "";
    if (first.type === "checkbox") return this.ticked((control) => control.defaultChecked);
    if (first.options) return ([...first.options].find((option) => option.defaultSelected) ?? first.options[0]).value;
    return first.defaultValue;
  }

  ticked(test) {
    return this.controls.filter(test).map((control) => control.value).join(" ");
  }

  get unsaved() {
    return this.inFlight !== null || this.blocked !== null || this.value !== this.acknowledged;
  }

  get waiting() {
    return this.unsaved && this.inFlight === null && this.blocked === null;
  }

  // A save that left a moment ago outlives the page, and the draft covers its failure: no need to warn of that.
  get atRisk() {
    if (!this.unsaved) return false;
    return Boolean(this.failures || this.blocked || this.form.signedOut || !this.kept || Date.now() - this.editedAt > 2000);
  }

  restore() {
    if (this.sentBack()) return false;
    const draft = this.form.drafts.read(this.name);
    if (!draft) return false;
    // The server keeps no space at either end of a text.
    if (draft.value.trim() === this.acknowledged.trim()) {
      this.form.drafts.forget(this.name);
      return false;
    }
    // When the server holds just what we had sent, only its answer was lost: that is no conflict with ourselves.
    if (!draft.unanswered.includes(this.acknowledged)) this.version.value = draft.version;
    this.value = draft.value;
    this.holder.before(this.form.word("restored"));
    this.send();
    return true;
  }

  // Words typed while this script was still on its way. Nothing else can be there: the form is autocomplete=off, so a
  // browser puts back no older words.
  catchUp() {
    if (this.waiting) this.edited({ typing: false });
  }

  // The answer to the plain form: what stands in the box was refused, or met somebody else's text, and is saved nowhere.
  sentBack() {
    const conflict = this.holder.querySelector("[data-kind=conflict]");
    if (!conflict && !document.getElementById(`${this.name}-error`)) return false;
    this.acknowledged = conflict ? (conflict.dataset.theirs ?? "") : null;
    this.blocked = conflict ? "conflict" : "invalid";
    this.keepDraft();
    return true;
  }

  // The draft of a field that is no longer there becomes this one's.
  takeOver(name) {
    this.value = this.form.drafts.read(name).value;
    this.edited({ typing: false });
    this.form.drafts.forget(name);
    this.holder.before(this.form.word("restored"));
  }

  edited({ typing }) {
    // Half a date reads as nothing at all: wait until it is whole.
    if (this.controls[0].validity.badInput) return;
    this.editedAt = Date.now();
    if (this.blocked !== "conflict") this.blocked = null;
    this.keepDraft();
    if (this.blocked === "conflict") this.mirrorMine();
    // A failing field keeps its own pace, however fast one types.
    if (this.blocked || this.inFlight || (this.failures && this.timer)) return;
    this.show("saving");
    this.sendIn(typing ? TYPING_PAUSE : 0);
  }

  keepDraft() {
    // Left without a choice, a conflict is met again: nothing may go over somebody's words unasked.
    const version = this.blocked === "conflict" ? "0" : this.version.value;
    const draft = { value: this.value, version, unanswered: [...this.unanswered] };
    this.kept = this.form.drafts.keep(this.name, draft);
  }

  sendIn(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  send({ evenIfBusy = false } = {}) {
    this.stop();
    if (this.inFlight || this.blocked) return;
    if (this.value === this.acknowledged) return this.settle();
    if (!this.form.admits(this, evenIfBusy)) return;
    if (!this.failures && !this.form.signedOut) this.show("saving");
    this.unanswered.add(this.value.trim());
    this.keepDraft();
    this.inFlight = this.post(this.value);
  }

  async post(value) {
    const body = new URLSearchParams({ name: this.name, value, version: this.version.value }).toString();
    let response = null;
    let text = "";
    try {
      response = await fetch(this.form.url, {
        method: "POST",
        body,
        headers: this.form.headers,
        redirect: "manual",
        keepalive: body.length < LARGEST_KEEPALIVE,
        signal: AbortSignal.timeout(SLOWEST_ANSWER),
      });
      text = await response.text();
    } catch {
      response = null;
    }
    this.inFlight = null;
    this.form.answered(this, this.statusOf(response));
    this.take(response, text, value);
  }

  // A redirect can only lead to the sign-in page.
  statusOf(response) {
    return response?.type === "opaqueredirect" ? 401 : (response?.status ?? 0);
  }

  take(response, text, value) {
    const status = this.statusOf(response);
    const root = this.form.fragment(text);
    // School networks answer for us at times: only our own fragment, with its version, is an acknowledgement.
    if (status === 200 && root?.dataset.version) return this.acknowledge(root, value);
    if (status === 409 && root?.dataset.version) return this.disagree(root);
    if (status === 401) return this.show("signed-out");
    if ([403, 404, 410].includes(status)) return this.block("gone", this.form.word("gone"));
    if (status >= 400 && status < 500 && status !== 408 && status !== 409 && status !== 429) return this.refuse(root, value);
    this.fail(Number(response?.headers.get("Retry-After")) || 0);
  }

  acknowledge(root, value) {
    this.acknowledged = value;
    this.version.value = root.dataset.version;
    this.unanswered.clear();
    this.failures = 0;
    this.put(root);
    this.settle({ shown: true });
  }

  // Nothing more to send: forget the draft. Otherwise send what came in meanwhile.
  settle({ shown = false } = {}) {
    if (this.value !== this.acknowledged) {
      this.keepDraft();
      this.sendIn(0);
      return;
    }
    this.failures = 0;
    this.form.drafts.forget(this.name);
    if (!shown) this.holder.replaceChildren();
    this.form.settled(this);
  }

  disagree(root) {
    const { theirs = "", version } = root.dataset;
    const ours = theirs === this.value.trim() || this.unanswered.has(theirs);
    this.unanswered.clear();
    this.failures = 0;
    // The same words, or our own of which only the answer was lost: there is nothing to choose between.
    if (ours) {
      this.version.value = version;
      this.acknowledged = theirs;
      this.show("saved");
      return this.settle({ shown: true });
    }
    this.block("conflict", root);
  }

  refuse(root, value) {
    this.unanswered.delete(value.trim());
    this.failures = 0;
    if (this.value !== value) return this.sendIn(TYPING_PAUSE);
    // Another site's page, such as a web filter's, says nothing that helps here.
    this.block("invalid", root?.dataset.kind === "invalid" ? root : this.form.word("invalid"));
  }

  block(reason, content) {
    this.blocked = reason;
    this.keepDraft();
    this.put(content);
    this.form.troubled(this, reason);
  }

  fail(retryAfter) {
    this.failures += 1;
    this.show(this.kept ? "retrying" : "retrying-unkept");
    this.form.troubled(this, "trouble");
    const pause = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** (this.failures - 1));
    // Jitter keeps a whole staff room from coming back in the same instant.
    this.sendIn(Math.max(retryAfter * 1000, pause * (0.5 + Math.random())));
  }

  choose(which) {
    const { version, theirs = "" } = this.holder.querySelector("[data-kind=conflict]").dataset;
    this.version.value = version;
    this.acknowledged = theirs;
    this.blocked = null;
    if (which === "theirs") {
      this.value = theirs;
      this.show("chosen");
      this.settle({ shown: true });
    } else this.send();
    (this.controls.find((control) => control.checked) ?? this.controls[0]).focus();
  }

  // The choice shows what will be kept: the words in the box as they are now.
  mirrorMine() {
    const mine = this.holder.querySelector("[data-mine]");
    if (mine && this.controls[0].matches("textarea, input:not([type=radio], [type=checkbox])")) mine.textContent = this.value;
  }

  put(content) {
    this.holder.replaceChildren(content);
    document.dispatchEvent(new CustomEvent("autosave:shown"));
  }

  show(word) {
    if (this.holder.firstElementChild?.dataset.word !== word) this.holder.replaceChildren(this.form.word(word));
  }
}
