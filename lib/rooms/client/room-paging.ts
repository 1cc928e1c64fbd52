/** Pages of history: further back and forth, around a place, of a day. Part of the room's store. */
import type { HistoryPage } from "../protocol";
import { ApiError, type PageQuery, unlessMissing } from "./api";
import { messageAt } from "./changes";
import { applyPage } from "./room-pages";
import { type RoomCore, shownIsLive, shownSegment } from "./room-state";
import { liveSegment } from "./room-view";
import { segmentAt, type Segment } from "./segments";

export interface PagingActions {
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  /** A reply that is not shown in the room opens its thread: see `RoomState.opened`. */
  jumpTo(seq: number, mark?: boolean): Promise<void>;
  jumpToDate(atMs: number): Promise<void>;
  jumpToLatest(): void;
}

/** A page from before what is known of the stream is asked for again so often. */
const TRIES = 3;

/** The actions, and what the store tells them. */
export function createPaging(core: RoomCore): {
  actions: PagingActions;
  /** There is no socket: what was said does not wait for one. */
  readNewest(): Promise<void>;
  /** The reader looks at a stretch that a gap made untrue: it is read again around the same place. */
  reloadStale(): void;
} {
  const { get, set, change } = core;
  let readingNewest = false;

  const load = async (query: PageQuery): Promise<HistoryPage> => {
    for (let attempt = 1; ; attempt++) {
      const page = await core.loadPage(query);
      const { view, accepted } = applyPage(get().view, page);
      if (accepted) change(view);
      if (accepted || attempt === TRIES) return page;
    }
  };
  const edge = async (which: "older" | "newer", query: (shown: Segment) => PageQuery | null) => {
    const shown = shownSegment(get());
    const wanted = shown && query(shown);
    if (!wanted || get()[which] === "loading") return;
    set({ [which]: "loading" });
    try {
      await load(wanted);
      set({ [which]: "idle" });
    } catch (error) {
      set({ [which]: "failed" });
      goneIfMissing(error);
    }
  };
  const goneIfMissing = (error: unknown) => {
    if (error instanceof ApiError && error.code === "not_found") change({ ...get().view, gone: true });
  };
  const show = (seq: number, mark: boolean) => {
    const { view } = get();
    const onLive = liveSegment(view) === segmentAt(view.segments, seq);
    set({ jumping: "idle", anchor: onLive ? null : seq, target: { seq, mark, nonce: core.nonce() } });
  };
  /** A seq of the log that the room does not show may be a reply: then its thread shows it. */
  const showReply = async (seq: number): Promise<boolean> => {
    const { view } = get();
    if (view.messages.has(seq) || view.notices.has(seq)) return false;
    const message = messageAt(view, seq) ?? (await core.loadMessage(seq).catch(unlessMissing));
    if (!message || message.thread === null) return false;
    set({ opened: { root: message.thread, reply: seq, nonce: core.nonce() } });
    await actions.jumpTo(message.thread, false);
    return true;
  };

  const actions: PagingActions = {
    loadOlder: () => edge("older", ({ from }) => (from > 1 ? { before: from } : null)),
    loadNewer: () => edge("newer", ({ to }) => (shownIsLive(get()) ? null : { after: to })),
    async jumpTo(seq, mark = true) {
      const known = segmentAt(get().view.segments, seq)?.stale === false;
      if (known && get().view.messages.has(seq)) return show(seq, mark);
      set({ jumping: "loading" });
      try {
        if (!known) await load({ around: seq });
        if (await showReply(seq)) return;
        if (segmentAt(get().view.segments, seq)) show(seq, mark);
        else set({ jumping: "failed", anchor: null });
      } catch (error) {
        set({ jumping: "failed" });
        goneIfMissing(error);
      }
    },
    async jumpToDate(atMs) {
      set({ jumping: "loading" });
      try {
        const page = await load({ at: new Date(atMs).toISOString() });
        const found = page.messages.find(({ at }) => at >= atMs) ?? page.messages.at(-1);
        if (found) show(found.seq, true);
        else set({ jumping: "idle" });
      } catch (error) {
        set({ jumping: "failed" });
        goneIfMissing(error);
      }
    },
    jumpToLatest: () => set({ anchor: null, jumping: "idle", target: null }),
  };
  return {
    actions,
    async readNewest() {
      if (readingNewest || liveSegment(get().view)) return;
      readingNewest = true;
      try {
        const page = await core.loadPage(null);
        const { view } = get();
        if (!liveSegment(view)) change(applyPage(view, page).view);
      } catch (error) {
        // No way there either: the next attempt of the socket brings the next of these.
        goneIfMissing(error);
      } finally {
        readingNewest = false;
      }
    },
    reloadStale() {
      const { anchor, view, jumping } = get();
      if (anchor === null || jumping === "loading") return;
      if (segmentAt(view.segments, anchor)?.stale) void actions.jumpTo(anchor, false);
    },
  };
}
