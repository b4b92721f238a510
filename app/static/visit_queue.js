// Sends one person's notes, oldest first, one at a time. A note is kept on the device before it is sent, and leaves it
// when the server has named its key. Two tabs take turns by a lock; without locks the server knows a key it has.

import { keepNote, listNotes, settleNote } from "visit-store";

const FIRST_RETRY = 1000;
const LONGEST_RETRY = 60_000;
const SIGNED_OUT_RETRY = 30_000;
const SLOWEST_ANSWER = 20_000;

const inTurn = (name, work) => (navigator.locks ? navigator.locks.request(name, work) : work());

export class Queue extends EventTarget {
  constructor(person) {
    super();
    this.person = Number(person);
    this.failures = 0;
    this.timer = 0;
    this.signedOut = false;
    this.sending = null; // the key of the note under way
    this.running = null;
    this.asked = false;
    this.others = "BroadcastChannel" in window ? new BroadcastChannel("visit") : null;
    this.others?.addEventListener("message", () => this.changed({ quiet: true }));
  }

  start() {
    const now = () => this.send();
    for (const name of ["online", "focus", "pageshow"]) window.addEventListener(name, now);
    document.addEventListener("visibilitychange", () => document.hidden || now());
    document.addEventListener("autosave:flush", now);
    this.retryRefusals().finally(now);
  }

  // What was refused may have had a reason that is gone: ask again, once, when a page is opened.
  async retryRefusals() {
    for (const note of await listNotes(this.person)) if (note.state) await keepNote({ ...note, state: "", reason: "" });
  }

  // Kept, then sent. Rejects when the device cannot keep it.
  async add(note) {
    await keepNote(note);
    navigator.storage?.persist?.().catch(() => {});
    this.changed();
    this.send();
  }

  send() {
    clearTimeout(this.timer);
    if (this.running) {
      this.asked = true;
      return this.running;
    }
    this.running = inTurn(`visit:${this.person}`, () => this.sendAll())
      .catch(() => this.later())
      .finally(() => {
        this.running = null;
        if (this.asked) {
          this.asked = false;
          this.send();
        }
      });
    return this.running;
  }

  async sendAll() {
    const waiting = (await listNotes(this.person)).filter((note) => !note.state);
    for (const note of waiting) {
      this.sending = note.key;
      if (!this.failures && !this.signedOut) this.changed({ quiet: true });
      const answer = await this.post(note);
      this.sending = null;
      if (!(await this.take(note, answer))) break;
    }
    this.changed();
  }

  // {status, body, retryAfter}; status 0 without an answer.
  async post(note) {
    const body = new URLSearchParams({ ...note.fields, key: note.key }).toString();
    try {
      const response = await fetch(`/peer-reviews/${note.review}/notes`, {
        method: "POST",
        body,
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          Accept: "application/json",
          "X-Autosave": "1",
          "X-Autosave-For": String(note.person),
        },
        redirect: "manual",
        signal: AbortSignal.timeout(SLOWEST_ANSWER),
      });
      const words = await response.text();
      return { status: response.status, body: parsed(words), retryAfter: Number(response.headers.get("Retry-After")) || 0 };
    } catch {
      return { status: 0, body: null, retryAfter: 0 };
    }
  }

  // Whether to go on with the next note.
  async take(note, { status, body, retryAfter }) {
    this.signedOut = status === 401;
    // A school's web filter says 200 too: only an answer that names the key is an acknowledgement.
    if (status === 200 && body?.key === note.key) {
      this.failures = 0;
      await settleNote(note);
      this.dispatchEvent(new CustomEvent("saved", { detail: { ...note, beside: body.beside } }));
      this.others?.postMessage("changed");
      return true;
    }
    if (status === 401) {
      this.later(SIGNED_OUT_RETRY);
      return false;
    }
    if ([403, 404, 410].includes(status)) return this.setAside(note, "gone", "");
    if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      return this.setAside(note, "refused", body?.refused ?? "");
    }
    this.failures += 1;
    this.later(retryAfter * 1000);
    return false;
  }

  async setAside(note, state, reason) {
    await keepNote({ ...note, state, reason });
    return true;
  }

  later(atLeast = 0) {
    const pause = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.max(0, this.failures - 1));
    clearTimeout(this.timer);
    // Jitter keeps a whole staff room from coming back in the same instant.
    this.timer = setTimeout(() => this.send(), Math.max(atLeast, pause * (0.5 + Math.random())));
  }

  stateOf(note) {
    if (note.state) return note.state;
    if (this.signedOut) return "signed-out";
    return this.sending === note.key && !this.failures ? "sending" : "waiting";
  }

  changed({ quiet = false } = {}) {
    this.dispatchEvent(new Event("changed"));
    if (!quiet) this.others?.postMessage("changed");
  }
}

function parsed(words) {
  try {
    return JSON.parse(words);
  } catch {
    return null;
  }
}
