/**
 * The last messages of rooms this device has shown, kept in the browser's database so that they can be read without a
 * connection. Nothing here is a source of truth, and nothing stays when its person signs out or loses the room.
 */
import type { PersonId, RoomId } from "../../platform/ids";

export interface KeptMessage {
  seq: number;
  author: string;
  at: number;
  body: string;
  deleted: boolean;
}

export interface KeptRoom {
  /** `tenant:person:room`. */
  key: string;
  tenant: string;
  tenantName: string;
  person: PersonId;
  room: RoomId;
  name: string;
  keptAt: number;
  /** Oldest first. */
  messages: KeptMessage[];
}

/** The newest messages of a room that are kept. */
export const KEPT_MESSAGES_MAX = 50;
const NAME = "parlor-offline";
const STORE = "rooms";
const VERSION = 1;

export function keyOfKept(tenant: string, person: PersonId, room: RoomId): string {
  return `${tenant}:${person}:${room}`;
}

/** Writes a room. Where the database is forbidden or full, nothing is kept and nothing breaks. */
export async function keepRoom(kept: KeptRoom): Promise<void> {
  await withStore("readwrite", (store) => store.put(kept));
}

/** Every room on this device, last kept first; null: the database does not answer. */
export async function listKept(): Promise<KeptRoom[] | null> {
  const rooms = await withStore<KeptRoom[]>("readonly", (store) => store.getAll() as IDBRequest<KeptRoom[]>);
  return rooms?.toSorted((a, b) => b.keptAt - a.keptAt) ?? null;
}

/** Lets go of what is not for these eyes: everything in the tenant that is not one of this person's rooms. */
export async function keepOnly(tenant: string, person: PersonId, rooms: ReadonlySet<string>): Promise<void> {
  const kept = (await listKept()) ?? [];
  const foreign = kept.filter((one) => one.tenant === tenant && (one.person !== person || !rooms.has(one.room)));
  for (const { key } of foreign) await withStore("readwrite", (store) => store.delete(key));
}

/** Lets go of everything. */
export async function dropAllKept(): Promise<void> {
  await withStore("readwrite", (store) => store.clear());
}

/** Runs one request on the store. Null when the browser refuses. */
async function withStore<T>(
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T | null> {
  try {
    const database = await open();
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = database.transaction(STORE, mode);
        const request = run(transaction.objectStore(STORE));
        transaction.oncomplete = () => resolve(request.result);
        transaction.onabort = () => reject(transaction.error ?? new Error("The transaction was aborted."));
      });
    } finally {
      database.close();
    }
  } catch {
    return null;
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The database did not open."));
    request.onblocked = () => reject(new Error("The database is held by another page."));
  });
}
