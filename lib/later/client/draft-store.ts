/**
 * What is being written, by room and thread: kept on this device at every key, and in the inbox a moment later, from
 * where every other device has it. Without a connection it waits here.
 */
import * as z from "zod/mini";
import { isUuid, type PersonId, type RoomId } from "../../platform/ids";
import type { KeyValueStorage } from "../../rooms/client/outbox-store";
import type { InboxFrame, InboxServerFrame } from "../../rooms/protocol";
import { mergeDraft, NO_DRAFT, typed, type LocalDraft, type RemoteDraft } from "../core/draft-merge";
import { draftId, LATER_LIMITS, type DraftItem, type LaterItem } from "../protocol";

export interface DraftStore {
  read(room: RoomId, thread: number | null): string;
  /** Every key; empty: sent or taken back. */
  write(room: RoomId, thread: number | null, body: string): void;
  /** Ids of drafts with something in them. The same set until that changes. */
  ids(): ReadonlySet<string>;
  subscribe(listener: () => void): () => void;
  /** What the server rendered of it: single items, maybe moments old. */
  seed(items: readonly LaterItem[]): void;
  receive(frames: readonly InboxServerFrame[]): void;
  /** Says now what would be said in a moment. */
  flush(): void;
}

export interface DraftStoreDeps {
  storage: KeyValueStorage | null;
  tenant: string;
  person: PersonId;
  /** This device, as the inbox knows it. */
  device: string;
  /** False: not connected. */
  send(frame: InboxFrame): boolean;
  now(): number;
}

const SAY_EVERY_MS = 1_000;
/** After so long without a key nobody is typing. */
const TYPING_MS = 5_000;
const stored = z.object({ body: z.string(), version: z.int(), dirty: z.boolean() });

/** The drafts of one person in one tenant on this device. */
export function createDraftStore(deps: DraftStoreDeps): DraftStore {
  const drafts = load(deps);
  const lastKey = new Map<string, number>();
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let ids: ReadonlySet<string> = idsOf(drafts);

  const set = (id: string, next: LocalDraft) => {
    const before = drafts.get(id) ?? NO_DRAFT;
    if (next === before) return;
    drafts.set(id, next);
    save(deps, id, next);
    if ((before.body === "") !== (next.body === "")) ids = idsOf(drafts);
    for (const listener of listeners) listener();
  };
  const say = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const [id, { body, version, dirty }] of drafts) {
      if (!dirty || body.length > LATER_LIMITS.draftCharsMax) continue;
      deps.send({ type: "draft.set", ...placeOf(id), body, base: version });
    }
  };
  const hear = (id: string, remote: RemoteDraft) => {
    const typing = deps.now() - (lastKey.get(id) ?? -Infinity) < TYPING_MS;
    set(id, mergeDraft(drafts.get(id) ?? NO_DRAFT, remote, typing));
  };
  const hearItem = (item: DraftItem) =>
    hear(item.id, { body: item.body, version: item.version, mine: item.by === deps.device });

  return {
    read: (room, thread) => drafts.get(draftId(room, thread))?.body ?? "",
    write(room, thread, body) {
      const id = draftId(room, thread);
      lastKey.set(id, body === "" ? -Infinity : deps.now());
      set(id, typed(drafts.get(id) ?? NO_DRAFT, body));
      if (body === "") say();
      else timer ??= setTimeout(say, SAY_EVERY_MS);
    },
    ids: () => ids,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    seed: (items) => {
      for (const item of items) if (item.kind === "draft") hearItem(item);
    },
    receive(frames) {
      for (const frame of frames) {
        if (frame.type === "later.item" && frame.item.kind === "draft") hearItem(frame.item);
        else if (frame.type === "later.gone" && frame.kind === "draft")
          hear(frame.id, { body: "", version: frame.version, mine: false });
        else if (frame.type === "inbox.welcome") {
          const there = new Set<string>();
          for (const item of frame.later) {
            if (item.kind !== "draft") continue;
            there.add(item.id);
            hearItem(item);
          }
          // Gone while we were away: at some version after the one we knew.
          for (const [id, { version }] of drafts)
            if (!there.has(id) && version > 0) hear(id, { body: "", version: version + 1, mine: false });
          say();
        }
      }
    },
    flush: say,
  };
}

/** Where a draft belongs. */
export function placeOf(id: string): { room: RoomId; thread: number | null } {
  const [room = "", thread] = id.split(":");
  return { room: room as RoomId, thread: thread === undefined ? null : Number(thread) };
}

function idsOf(drafts: ReadonlyMap<string, LocalDraft>): ReadonlySet<string> {
  return new Set([...drafts].filter(([, { body }]) => body.trim() !== "").map(([id]) => id));
}

function prefixOf({ tenant, person }: DraftStoreDeps): string {
  return `parlor.draft.2:${tenant}:${person}:`;
}

function load(deps: DraftStoreDeps): Map<string, LocalDraft> {
  const found = new Map<string, LocalDraft>();
  const prefix = prefixOf(deps);
  try {
    for (let at = 0; at < (deps.storage?.length ?? 0); at++) {
      const key = deps.storage?.key(at) ?? "";
      const id = key.slice(prefix.length);
      if (!key.startsWith(prefix) || !isUuid(placeOf(id).room)) continue;
      const parsed = z.safeParse(stored, JSON.parse(deps.storage?.getItem(key) ?? ""));
      if (parsed.success) found.set(id, parsed.data);
    }
  } catch {
    // Storage is forbidden or broken: drafts live in memory and in the inbox.
  }
  return found;
}

function save(deps: DraftStoreDeps, id: string, draft: LocalDraft): void {
  try {
    deps.storage?.setItem(prefixOf(deps) + id, JSON.stringify(draft));
  } catch {
    // Full: the inbox still gets it.
  }
}
