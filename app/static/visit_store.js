// What a visit keeps on this device, in IndexedDB: per person the agenda, titles and own notes ("pages"), and notes that
// the server has not acknowledged ("notes"). Nothing that the other school wrote about itself comes here.
// docs/visit.md says why not localStorage: a strict transaction is on the disk before we say that it is kept.

// Says to app.js at once, without opening anything, that there may be something here.
const MARK = "visit:kept";
const LONGEST_KEPT = 3 * 24 * 3600 * 1000;

let opening = null;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("visit", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("pages", { keyPath: "review" });
      request.result.createObjectStore("notes", { keyPath: "key" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
  opening.catch(() => (opening = null));
  return opening;
}

// Resolves with what `work` asked for once the whole transaction is on the disk.
async function transact(mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(["pages", "notes"], mode, { durability: "strict" });
    const request = work(transaction.objectStore("pages"), transaction.objectStore("notes"));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

function mark() {
  try {
    localStorage.setItem(MARK, "yes");
  } catch {
    // Without localStorage other pages do not look here; the visit's own page still does.
  }
}

// The page as the server gave it. What was kept for anybody else goes: a tablet is one person's at a time.
export async function keepPage(page) {
  await forgetOthers(page.person);
  mark();
  await transact("readwrite", (pages) => pages.put({ ...page, keptAt: Date.now() }));
}

// Null where nothing is kept, or only what is too old to be left on a device.
export async function readPage(review) {
  const page = await transact("readonly", (pages) => pages.get(review));
  if (page && Date.now() - page.keptAt > LONGEST_KEPT) {
    await transact("readwrite", (pages) => pages.delete(review));
    return null;
  }
  return page ?? null;
}

async function forgetPages(test) {
  const all = await transact("readonly", (pages) => pages.getAll());
  await transact("readwrite", (pages) => {
    for (const page of all.filter(test)) pages.delete(page.review);
  });
}

// At sign-out. Notes that could not be sent stay until their writer signs in again.
export const forgetPerson = (person) => forgetPages((page) => page.person === Number(person));

// When somebody is signed in: whatever is kept for another person goes, but for their unsent notes, shown to nobody.
export const forgetOthers = (person) => forgetPages((page) => page.person !== Number(person));

export async function keepNote(note) {
  mark();
  await transact("readwrite", (_pages, notes) => notes.put(note));
}

export async function hasNote(key) {
  return Boolean(await transact("readonly", (_pages, notes) => notes.count(key)));
}

export async function forgetNote(key) {
  await transact("readwrite", (_pages, notes) => notes.delete(key));
}

// The server has it: no longer waiting, and among the person's own notes, in one step.
export async function settleNote({ key, review, text, tags, time }) {
  await transact("readwrite", (pages, notes) => {
    notes.delete(key);
    const request = pages.get(review);
    request.onsuccess = () => {
      const page = request.result;
      if (!page || page.notes.some((note) => note.key === key)) return;
      pages.put({ ...page, notes: [{ key, text, tags, time }, ...page.notes] });
    };
  });
}

// In the order in which they were written.
export async function listNotes(person) {
  const notes = await transact("readonly", (_pages, store) => store.getAll());
  const own = notes.filter((note) => note.person === Number(person));
  return own.sort((one, other) => one.fields.noted_at.localeCompare(other.fields.noted_at));
}

export async function countNotes(person) {
  try {
    return (await listNotes(person)).length;
  } catch {
    return 0;
  }
}
