/**
 * The store of one room: the view, what part of it is shown, and what a reader can do. It opens no socket; it receives
 * `send` and is told what arrives. All rules are in the pure functions it calls.
 */
import { createStore } from "zustand/vanilla";
import { LIMITS, type RoomServerFrame } from "../protocol";
import { addPending } from "./pending";
import { expireTyping, reduceRoom } from "./reduce-room";
import { createPaging } from "./room-paging";
import { applyPage } from "./room-pages";
import { createReading } from "./room-reading";
import { createSending } from "./room-sending";
import type { RoomActions, RoomCore, RoomState, RoomStore, RoomStoreDeps } from "./room-state";
import { emptyRoomView, type RoomView } from "./room-view";
import { createThreadActions } from "./thread-actions";
import { createTimers } from "./timers";

/** An event that overtook others waits so long for them before the room is asked. */
const REORDER_MS = 1_000;
/** The socket brings the newest page along; only when it takes this long is the page asked for by itself. */
const NEWEST_AFTER_MS = 1_000;

/** Makes the store of one room. */
export function createRoomStore(deps: RoomStoreDeps): RoomStore {
  const store = createStore<RoomState>(() => ({
    view: firstView(deps),
    connection: { kind: "connecting" },
    anchor: null,
    readUpTo: null,
    older: "idle",
    newer: "idle",
    jumping: "idle",
    target: null,
    opened: null,
    refusal: null,
  }));
  const timers = createTimers();
  let nonce = 0;
  let acked = 0;

  const core: RoomCore = {
    ...deps,
    timers,
    get: store.getState,
    set: store.setState,
    live: () => store.getState().connection.kind === "live",
    nonce: () => ++nonce,
    change(next) {
      const before = core.get().view;
      if (next === before) return;
      core.set({ view: next });
      for (const { clientId, state } of before.pending) {
        const after = next.pending.find((send) => send.clientId === clientId);
        if (!after || (after.state === "sent" && state !== "sent")) deps.outbox.remove(deps.room, clientId);
      }
      follow(next);
    },
  };
  const sending = createSending(core);
  const reading = createReading(core);
  const paging = createPaging(core);
  const threads = createThreadActions({
    view: () => core.get().view,
    change: core.change,
    send: (frame) => core.live() && deps.send(frame),
    loadThread: deps.loadThread,
    later: timers.once,
  });

  const follow = (view: RoomView) => {
    if (view.typing.size > 0)
      timers.once("typing", 1_000, () => core.change(expireTyping(core.get().view, deps.now())));
    if (core.live()) {
      ack(view);
      if (view.lagging) timers.once("resume", 0, resume);
      else if (view.ahead.size > 0) timers.once("resume", REORDER_MS, resume);
    }
    paging.reloadStale();
    threads.reloadStale();
    sending.pump();
  };
  const ack = (view: RoomView) => {
    if (view.streamedTo - acked >= LIMITS.ackEveryEvents) sendAck();
    else if (view.streamedTo > acked) timers.once("ack", LIMITS.ackEveryMs, sendAck);
  };
  const sendAck = () => {
    const { streamedTo } = core.get().view;
    if (streamedTo > acked && deps.send({ type: "ack", seq: streamedTo })) acked = streamedTo;
  };
  const resume = () => {
    const { view } = core.get();
    if (!core.live() || (!view.lagging && view.ahead.size === 0)) return;
    sendAck();
    deps.send({ type: "resume", epoch: view.epoch, since: view.streamedTo });
  };

  const actions: RoomActions = {
    ...sending.actions,
    ...reading.actions,
    ...paging.actions,
    ...threads.actions,
    jumpToLatest() {
      reading.release();
      paging.actions.jumpToLatest();
    },
    receive(frames) {
      const before = core.get().view;
      const refused = frames.find((frame) => refusesNoMessage(frame, before));
      threads.heard(frames);
      core.change(reduceRoom(before, frames, deps.now()));
      reading.took(
        before,
        frames.some(({ type }) => type === "welcome"),
      );
      if (refused?.type === "rejected") core.set({ refusal: { code: refused.code, nonce: core.nonce() } });
    },
    connectionChanged(connection) {
      core.set({ connection });
      if (connection.kind !== "live") {
        core.change(expireTyping(sending.cut(core.get().view), Infinity));
        if (connection.kind === "ended" && connection.reason === "gone")
          core.change({ ...core.get().view, gone: true });
        if (connection.kind === "connecting") timers.once("newest", NEWEST_AFTER_MS, () => void paging.readNewest());
        else if (connection.kind === "waiting") void paging.readNewest();
        return;
      }
      timers.stop("newest");
      acked = 0;
      reading.live();
      threads.live();
      sending.live();
      follow(core.get().view);
    },
    dispose: () => timers.stopAll(),
  };
  return Object.assign(store, { actions });
}

function firstView({ me, meta, firstPage, outbox, room }: RoomStoreDeps): RoomView {
  const empty = emptyRoomView(me, meta);
  const view = firstPage ? applyPage(empty, firstPage).view : empty;
  return outbox.list(room).reduce((before, unsent) => addPending(before, unsent), view);
}

function refusesNoMessage(frame: RoomServerFrame, view: RoomView): boolean {
  if (frame.type !== "rejected") return false;
  return ![...view.pending, ...view.pendingChanges].some(({ clientId }) => clientId === frame.clientId);
}
