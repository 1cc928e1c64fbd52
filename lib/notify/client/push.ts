/** This browser's own push subscription. */
export interface PushKeys {
  endpoint: string;
  p256dh: string;
  auth: string;
}

const WORKER = "/sw.js";

export function hasPush(): boolean {
  return typeof window !== "undefined" && "serviceWorker" in navigator && "PushManager" in window;
}

/** The subscription that is here, made for this installation; null when there is none. */
export async function currentPush(): Promise<PushKeys | null> {
  if (!hasPush()) return null;
  const registration = await navigator.serviceWorker.getRegistration("/");
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? keysOf(subscription) : null;
}

/** Subscribes. A subscription made with another key is of no use here and is replaced. */
export async function subscribe(publicKey: string): Promise<PushKeys> {
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  const held = await pushManager.getSubscription();
  if (held && keyOf(held) !== publicKey) await held.unsubscribe();
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  return keysOf(await pushManager.subscribe(options));
}

function keysOf(subscription: PushSubscription): PushKeys {
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint: endpoint ?? "", p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" };
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
