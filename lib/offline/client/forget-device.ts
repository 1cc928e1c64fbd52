import { dropAllKept } from "./kept-rooms";

/** What the tenants' pages write into the browser's storage under: drafts, unsent messages, the rooms opened and searches made last. */
const TENANT_KEYS = /^parlor\.(?:draft|unsent|recent|search)\./;

/** Called when nobody is signed in any more: whoever sits down next finds nothing of a tenant on this device. */
export async function forgetDevice(): Promise<void> {
  for (const storage of [window.localStorage, window.sessionStorage]) forgetKeys(storage);
  await dropAllKept();
}

/** Takes the tenants' keys out of one storage. */
export function forgetKeys(storage: Pick<Storage, "length" | "key" | "removeItem">): void {
  try {
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
    for (const key of keys) if (TENANT_KEYS.test(key)) storage.removeItem(key);
  } catch {
    // Storage is forbidden, so nothing was written either.
  }
}
