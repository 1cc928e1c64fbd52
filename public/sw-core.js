/**
 * The service worker. It shows one thing from a cache: the offline page of its own build, with the files that page needs,
 * and only when the server cannot be reached. Every page, every call and every file comes from the network otherwise, so
 * nothing is ever older than the server. No answer of a tenant is kept here.
 */
const SHELL_PREFIX = "parlor-shell-";
const SHELL = SHELL_PREFIX + self.PARLOR_BUILD;
const OFFLINE = "/offline";
const ASSET = /(?:\/_next\/)?static\/(?:chunks|css|media)\/[\w./()[\]%@~-]+\.(?:js|css|woff2)/g;

self.addEventListener("install", (event) => event.waitUntil(keepShell()));

self.addEventListener("activate", (event) => event.waitUntil(dropOldShells()));

self.addEventListener("message", (event) => {
  if (event.data === "take-over") event.waitUntil(self.skipWaiting());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    // Routes and downloads are not pages: they fail as they are. One of them only leads to a page.
    const isPage = !url.pathname.startsWith("/api/") || url.pathname === "/api/tenants/start";
    if (isPage) event.respondWith(fetch(request).catch(() => fromShell(OFFLINE)));
  } else if (url.pathname.startsWith("/_next/static/")) {
    event.respondWith(fetch(request).catch(() => fromShell(url.pathname)));
  }
});

/** The offline page without a session, and every file it names. All of it, or this build is not installed. */
async function keepShell() {
  const page = await fetch(OFFLINE, { credentials: "omit", cache: "no-store" });
  if (!page.ok || page.redirected) throw new Error("The offline page did not come.");
  const cache = await caches.open(SHELL);
  const html = await page.clone().text();
  const files = new Set([...html.matchAll(ASSET)].map(([path]) => (path.startsWith("/") ? path : `/_next/${path}`)));
  await Promise.all([...files].map((path) => cache.add(path)));
  await cache.put(OFFLINE, page);
}

async function dropOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(SHELL_PREFIX) && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function fromShell(path) {
  const cache = await caches.open(SHELL);
  return (await cache.match(path)) ?? Response.error();
}
