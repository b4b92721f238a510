// The service worker of the visit. Without a line, the page of a visit is answered with a shell that holds nobody's words;
// what it shows comes out of the device's own store. No answer is ever put in the cache but the files named in KEPT,
// which the server writes above this line.

const CACHE = `visit-${KEPT.version}`;
const VISIT = /^\/peer-reviews\/\d+\/visit$/;
const PATIENCE = 6000;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && VISIT.test(url.pathname)) event.respondWith(pageOrShell(request));
  else if (KEPT.files.includes(url.pathname + url.search)) event.respondWith(fromCache(request));
});

async function install() {
  const cache = await caches.open(CACHE);
  // Asked without cookies, so that it cannot be anybody's.
  const shell = new Request(KEPT.shell, { credentials: "omit", cache: "reload" });
  await cache.addAll([shell, ...KEPT.files]);
  await self.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith("visit-") && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

// A network that hangs, or a server that is being restarted, is as good as none.
async function pageOrShell(request) {
  const patience = new Promise((_done, give) => setTimeout(give, PATIENCE, new Error("too slow")));
  try {
    const response = await Promise.race([fetch(request), patience]);
    if (response.status < 500) return response;
    return (await shell()) ?? response;
  } catch (error) {
    const kept = await shell();
    if (kept) return kept;
    throw error;
  }
}

const shell = async () => (await caches.open(CACHE)).match(KEPT.shell, { ignoreVary: true });

async function fromCache(request) {
  const kept = await (await caches.open(CACHE)).match(request, { ignoreVary: true });
  return kept ?? fetch(request);
}
