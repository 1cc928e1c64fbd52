/** What a reader can do with threads: opening, paging, reading, following. Part of the room's store. */
import type { RoomFrame, RoomServerFrame, ThreadPage } from "../protocol";
import { ApiError } from "./api";
import type { RoomView } from "./room-view";
import { applyThreadPage, beginLoad, emptyThread, updateThread, withoutThread } from "./thread-view";

export interface ThreadActions {
  /** Loads a thread and keeps it live; with `reply`, back to that one. */
  openThread(root: number, reply?: number): Promise<void>;
  closeThread(root: number): void;
  loadOlderReplies(root: number): Promise<void>;
  followThread(root: number, on: boolean): void;
  markThreadRead(root: number): void;
}

interface Deps {
  view(): RoomView;
  change(view: RoomView): void;
  send(frame: RoomFrame): boolean;
  loadThread(root: number, before: number | null): Promise<ThreadPage>;
  /** Calls `run` after a while, once for all that ask meanwhile. */
  later(name: string, ms: number, run: () => void): void;
}

const READ_EVERY_MS = 300;
/** A page read before a gap in the stream is asked for again so often. */
const TRIES = 3;
/** Back to a reply so many pages far, and no further. */
const PAGES_BACK_MAX = 40;

/** The actions, and what the store tells them. */
export function createThreadActions({ view, change, send, loadThread, later }: Deps): {
  actions: ThreadActions;
  /** The connection is live again: what was wished meanwhile is said. */
  live(): void;
  heard(frames: readonly RoomServerFrame[]): void;
  reloadStale(): void;
} {
  // What the room has not confirmed: said again after each reconnect.
  const reads = new Map<number, number>();
  const follows = new Map<number, boolean>();

  const load = async (root: number, before: number | null): Promise<void> => {
    const which = before === null ? ("load" as const) : ("older" as const);
    change(beginLoad(view(), root, which));
    try {
      for (let attempt = 1; ; attempt++) {
        const page = await loadThread(root, before);
        const { view: next, accepted } = applyThreadPage(view(), page);
        if (!accepted && attempt < TRIES) continue;
        return change(updateThread(next, root, { [which]: accepted ? "idle" : "failed" }));
      }
    } catch (error) {
      const missing = error instanceof ApiError && error.code === "not_found";
      change(updateThread(view(), root, { [which]: "failed", buffer: [], missing }));
    }
  };
  const loadOlder = async (root: number): Promise<void> => {
    const thread = view().threads.get(root);
    if (!thread?.root || thread.atStart || thread.older === "loading" || thread.load === "loading") return;
    await load(root, thread.from);
  };
  const sendRead = (root: number) => {
    const upTo = reads.get(root);
    if (upTo !== undefined) send({ type: "thread.read", root, upTo });
  };

  return {
    actions: {
      async openThread(root, reply) {
        if (!view().threads.has(root))
          change({ ...view(), threads: new Map(view().threads).set(root, emptyThread(root)) });
        const thread = view().threads.get(root);
        if (thread && (thread.root === null || thread.load === "failed") && thread.load !== "loading")
          await load(root, null);
        for (let pages = 0; reply !== undefined && pages < PAGES_BACK_MAX; pages++) {
          const now = view().threads.get(root);
          if (!now?.root || now.atStart || now.from <= reply || now.older === "failed") return;
          await loadOlder(root);
        }
      },
      closeThread: (root) => change(withoutThread(view(), root)),
      loadOlderReplies: loadOlder,
      followThread(root, on) {
        follows.set(root, on);
        change(updateThread(view(), root, { following: on }));
        send({ type: "thread.follow", root, on });
      },
      markThreadRead(root) {
        const thread = view().threads.get(root);
        const upTo = thread?.replies.at(-1)?.seq ?? 0;
        if (!thread || upTo <= thread.upTo) return;
        change(updateThread(view(), root, { upTo }));
        reads.set(root, upTo);
        later(`read-${root}`, READ_EVERY_MS, () => sendRead(root));
      },
    },
    live() {
      for (const [root, on] of follows) send({ type: "thread.follow", root, on });
      for (const root of reads.keys()) sendRead(root);
    },
    heard(frames) {
      for (const frame of frames) {
        if (frame.type !== "thread") continue;
        if (follows.get(frame.root) === frame.following) follows.delete(frame.root);
        if ((reads.get(frame.root) ?? Infinity) <= frame.upTo) reads.delete(frame.root);
      }
    },
    reloadStale() {
      for (const { seq, stale, load: state, older } of view().threads.values())
        if (stale && state === "idle" && older !== "loading") void load(seq, null);
    },
  };
}
