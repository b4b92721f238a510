// Words that the server has not acknowledged yet, kept on this device. Person and review are part of the key, so that
// two people on one staff-room computer never meet each other's words.

const prefixOf = (person) => `draft:${person}:`;

export class Drafts {
  constructor(person, review) {
    this.prefix = `${prefixOf(person)}${review}:`;
  }

  // {value, version, unanswered} or null. `unanswered` are values sent whose answer had not come.
  read(name) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + name));
    } catch {
      return null;
    }
  }

  // The fields of this review that have a draft, on whichever of its pages.
  names() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
      return keys.map((key) => key.slice(this.prefix.length));
    } catch {
      return [];
    }
  }

  // False when the device cannot keep it: storage full or switched off.
  keep(name, draft) {
    try {
      localStorage.setItem(this.prefix + name, JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  forget(name) {
    try {
      localStorage.removeItem(this.prefix + name);
    } catch {
      // Nothing was kept, so there is nothing to forget.
    }
  }
}

export function countDrafts(person) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefixOf(person))).length;
  } catch {
    return 0;
  }
}
