/** Folds a history page into a view. A page says which stretch it covers and up to where it is true. */
import { foldChange } from "../core/fold";
import type { HistoryPage, MessageView } from "../protocol";
import type { PendingSend, RoomView } from "./room-view";
import { addSegment, segmentAt, type Segment } from "./segments";

/**
 * Adds a page. A page read before the changes we still hold (`accepted: false`) can not be brought up to date and must
 * be asked for again.
 */
export function applyPage(view: RoomView, page: HistoryPage): { view: RoomView; accepted: boolean } {
  const seeded = view.streamedTo === 0 ? { ...view, streamedTo: page.asOf, bufferedFrom: page.asOf } : view;
  if (page.asOf < seeded.bufferedFrom) return { view, accepted: false };

  const messages = new Map(seeded.messages);
  for (const message of page.messages) {
    const fresh = upToDate(seeded, message);
    const held = messages.get(message.seq);
    const trusted = held !== undefined && segmentAt(seeded.segments, message.seq)?.stale === false;
    // Both are true as of some event; the later one wins, so nothing ever goes back.
    if (!trusted || fresh.version > held.version) messages.set(message.seq, fresh);
  }
  const notices = new Map(seeded.notices);
  for (const event of page.notices) notices.set(event.seq, event);

  const { segments, dropped } = addSegment(seeded.segments, { from: page.from, to: page.to, asOf: page.asOf });
  for (const segment of dropped) forget(segment, segments, messages, notices);
  return {
    accepted: true,
    view: {
      ...seeded,
      head: Math.max(seeded.head, page.asOf),
      segments,
      messages,
      notices,
      pending: withoutShown(seeded, segments, page.messages),
    },
  };
}

/** A message of a page with every change folded in that the stream brought since the page was read. */
function upToDate(view: RoomView, message: MessageView): MessageView {
  const changes = view.changes.get(message.seq);
  if (!changes) return message;
  const one = new Map<number, MessageView>([[message.seq, message]]);
  for (const event of changes) foldChange(one, event);
  return one.get(message.seq) ?? message;
}

function forget(
  dropped: Segment,
  kept: readonly Segment[],
  messages: Map<number, MessageView>,
  notices: Map<number, unknown>,
): void {
  for (const map of [messages, notices]) {
    for (const seq of map.keys()) {
      if (seq >= dropped.from && seq <= dropped.to && segmentAt(kept, seq) === null) map.delete(seq);
    }
  }
}

function withoutShown(
  view: RoomView,
  segments: readonly Segment[],
  messages: readonly MessageView[],
): readonly PendingSend[] {
  if (view.pending.length === 0) return view.pending;
  const mine = new Set(messages.filter(({ author }) => author === view.me).map(({ clientId }) => clientId));
  return view.pending.filter(
    ({ clientId, seq }) => !mine.has(clientId) && (seq === null || segmentAt(segments, seq)?.stale !== false),
  );
}
