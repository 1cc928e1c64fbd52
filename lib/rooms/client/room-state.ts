/** What the store of one room holds, does and needs. */
import type { StoreApi } from "zustand/vanilla";
import type { ClientId, PersonId, RoomId } from "../../platform/ids";
import type { HistoryPage, MessageView, RoomFrame, RoomMeta, RoomServerFrame, ThreadPage } from "../protocol";
import type { PageQuery } from "./api";
import type { ConnectionState } from "./connection";
import type { OutboxStore } from "./outbox-store";
import type { PagingActions } from "./room-paging";
import type { ReadingActions } from "./room-reading";
import type { SendingActions } from "./room-sending";
import { liveSegment, type LoadState, type RejectCode, type RoomView } from "./room-view";
import { segmentAt, type Segment } from "./segments";
import type { ThreadActions } from "./thread-actions";
import type { Timers } from "./timers";

export interface RoomState {
  view: RoomView;
  connection: ConnectionState;
  /** A seq the shown stretch holds; null: follow the stream. */
  anchor: number | null;
  /** What was read when the reader came; the unread line stands after it. Null: none. */
  readUpTo: number | null;
  older: LoadState;
  newer: LoadState;
  jumping: LoadState;
  /** The row to bring into view and mark; `nonce` makes the same wish twice two wishes. */
  target: { seq: number; mark: boolean; nonce: number } | null;
  /** A jump led to a reply: its thread should be shown. `nonce` makes the same wish twice two wishes. */
  opened: { root: number; reply: number; nonce: number } | null;
  /** The last refusal that belongs to no message or change of mine. */
  refusal: { code: RejectCode; nonce: number } | null;
}

export interface RoomActions extends ThreadActions, SendingActions, ReadingActions, PagingActions {
  receive(frames: readonly RoomServerFrame[]): void;
  connectionChanged(connection: ConnectionState): void;
  dispose(): void;
}

export type RoomStore = StoreApi<RoomState> & { actions: RoomActions };

export interface RoomStoreDeps {
  room: RoomId;
  me: PersonId;
  meta: RoomMeta | null;
  /** The newest page as the server rendered it, so that nothing has to be waited for. */
  firstPage?: HistoryPage | null;
  outbox: OutboxStore;
  /** False: not connected. Nothing is kept; the store sends again when told it is live. */
  send(frame: RoomFrame): boolean;
  /** Null: the newest page. */
  loadPage(query: PageQuery | null): Promise<HistoryPage>;
  loadThread(root: number, before: number | null): Promise<ThreadPage>;
  loadMessage(seq: number): Promise<MessageView>;
  now(): number;
  newClientId(): ClientId;
}

/** What the parts of the store share. */
export interface RoomCore extends RoomStoreDeps {
  timers: Timers;
  get(): RoomState;
  set(part: Partial<RoomState>): void;
  /** Every change of the view goes through here, and what follows from it. */
  change(next: RoomView): void;
  live(): boolean;
  /** Tells one wish from the same wish made again. */
  nonce(): number;
}

/** The stretch the reader sees; null while nothing is loaded. */
export function shownSegment({ view, anchor }: Pick<RoomState, "view" | "anchor">): Segment | null {
  return (anchor === null ? null : segmentAt(view.segments, anchor)) ?? liveSegment(view);
}

/** True when the shown stretch follows the stream. */
export function shownIsLive(state: Pick<RoomState, "view" | "anchor">): boolean {
  return shownSegment(state) === liveSegment(state.view);
}
