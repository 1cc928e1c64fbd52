/* Push for whatever service worker imports this file: shows what arrives, and opens the message on a click. */
self.addEventListener("push", (event) => {
  event.waitUntil(showPush(event.data));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = event.notification.data?.url;
  if (typeof url === "string") event.waitUntil(openMessage(url));
});

async function showPush(data) {
  let message;
  try {
    message = data?.json();
  } catch {
    return;
  }
  if (message?.v !== 1 || !isOwnPath(message.url)) return;
  // Somebody came to Parlor while the message was on its way.
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.some((page) => page.focused)) return;
  await self.registration.showNotification(String(message.title), {
    body: String(message.body),
    // The same message again takes the place of the first, without a second sound.
    tag: String(message.tag),
    timestamp: Number(message.at),
    icon: "/icons/192.png",
    badge: "/icons/192.png",
    data: { url: message.url },
  });
}

/** Goes to a page that is open in the same tenant, else opens one. */
async function openMessage(url) {
  if (!isOwnPath(url)) return;
  const target = new URL(url, self.location.origin);
  const tenant = target.pathname.split("/")[1];
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => new URL(one.url).pathname.split("/")[1] === tenant);
  if (page) {
    await page.focus();
    // A page that this worker does not control cannot be navigated: it hears where to go.
    page.postMessage({ type: "parlor.open", url: target.pathname + target.search });
    return;
  }
  await self.clients.openWindow(target.href);
}

function isOwnPath(url) {
  if (typeof url !== "string" || !url.startsWith("/") || url.startsWith("//")) return false;
  return new URL(url, self.location.origin).origin === self.location.origin;
}
