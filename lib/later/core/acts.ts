/** What may be done with the things kept for later, and what becomes of them. Time and what is there arrive as values. */
import type { ClientId, RoomId } from "../../platform/ids";
import { backoffMs } from "../../platform/backoff";
import { refuse, type Refused } from "../../rooms/core/draft";
import { normaliseBody } from "../../rooms/core/text";
import {
  draftId,
  LATER_LIMITS,
  savedId,
  type DraftItem,
  type LaterItem,
  type LaterKind,
  type SavedItem,
  type ScheduledItem,
  type ScheduleFault,
} from "../protocol";

export type LaterAct =
  | { type: "draft.set"; room: RoomId; thread: number | null; body: string; base: number; by: string }
  | { type: "scheduled.add"; id: ClientId; room: RoomId; thread: number | null; body: string; at: number }
  /** `at` in the past or now: sent at once. */
  | { type: "scheduled.change"; id: ClientId; body?: string; at?: number }
  | { type: "scheduled.drop"; id: ClientId }
  /** `state` null: no longer kept. `remindAt` absent: as it is; null: no reminder. */
  | { type: "saved.set"; room: RoomId; seq: number; state: "todo" | "done" | null; remindAt?: number | null };

/** What the rules need to know, asked only when needed. */
export interface LaterView {
  find<K extends LaterKind>(kind: K, id: string): Extract<LaterItem, { kind: K }> | null;
  /** True when there was such an item and it is gone: sent, or taken out. */
  wasThere(kind: LaterKind, id: string): boolean;
  count(kind: LaterKind): number;
}

type Bare<I> = I extends LaterItem ? Omit<I, "version"> : never;
/** An item before it gets its version. */
export type LaterDraft = Bare<LaterItem>;

export type LaterOutcome =
  | { kind: "put"; item: LaterDraft }
  | { kind: "drop"; of: LaterKind; id: string }
  /** It is so already. */
  | { kind: "same"; item: LaterItem | null }
  | Refused;

const DAY_MS = 86_400_000;

/** Judges one act of the owner. */
export function applyLaterAct(view: LaterView, act: LaterAct, now: number): LaterOutcome {
  switch (act.type) {
    case "draft.set":
      return setDraft(view, act, now);
    case "scheduled.add":
      return addScheduled(view, act, now);
    case "scheduled.change":
      return changeScheduled(view, act, now);
    case "scheduled.drop":
      return dropScheduled(view, act.id);
    case "saved.set":
      return setSaved(view, act, now);
    default:
      return act satisfies never;
  }
}

/** The reminder's moment has come. */
export function remind(item: SavedItem): LaterDraft {
  return { ...item, remindAt: null, remindedAt: item.remindAt, done: false };
}

/** It goes out now; until the room has answered nobody can change it. */
export function startSending(item: ScheduledItem): LaterDraft {
  return { ...item, state: "sending" };
}

/** What the room answered to a scheduled message; null: no answer, so that it may be there or not. */
export type RoomAnswer =
  | { ok: true }
  | { ok: false; code: string; param?: string | undefined; retryAfterMs?: number | undefined }
  | null;

const FAULTS: Record<string, ScheduleFault> = {
  not_found: "not_member",
  conflict: "archived",
  invalid_request: "invalid",
  forbidden: "forbidden",
};
const RETRY_MIN_MS = 2_000;
const RETRY_MAX_MS = 300_000;

/** What becomes of a scheduled message after a try: gone when sent, kept with the reason when refused for good. */
export function settleScheduled(
  item: ScheduledItem,
  answer: RoomAnswer,
  now: number,
  random: number,
): Extract<LaterOutcome, { kind: "put" | "drop" }> {
  if (answer?.ok) return { kind: "drop", of: "scheduled", id: item.id };
  const fault = answer && answer.param === "thread" ? "thread_gone" : FAULTS[answer?.code ?? ""];
  if (answer && fault) return { kind: "put", item: { ...item, state: "failed", fault, retryAt: null, tries: 0 } };
  const tries = item.tries + 1;
  const slow = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** Math.min(tries, 10));
  const retryAt = now + Math.max(answer?.retryAfterMs ?? 0, slow, backoffMs(tries, random));
  // Without an answer it may have been sent: it stays as it is, under the same id, until the room says so.
  return { kind: "put", item: { ...item, state: answer ? "waiting" : "sending", retryAt, tries } };
}

/** When something has to be done about an item; null: never. */
export function dueAt(item: LaterDraft): number | null {
  if (item.kind === "saved") return item.remindAt;
  if (item.kind === "draft" || item.state === "failed") return null;
  return item.retryAt ?? item.at;
}

function setDraft(view: LaterView, act: Extract<LaterAct, { type: "draft.set" }>, now: number): LaterOutcome {
  const id = draftId(act.room, act.thread);
  const held = view.find("draft", id);
  const body = act.body.toWellFormed().replaceAll("\u0000", "");
  if (body.trim() === "") {
    if (!held) return { kind: "same", item: null };
    // Emptying what another device wrote since is no emptying of it.
    return held.version > act.base && held.by !== act.by
      ? { kind: "same", item: held }
      : { kind: "drop", of: "draft", id };
  }
  if (held && held.body === body) return { kind: "same", item: held };
  if (!held && view.count("draft") >= LATER_LIMITS.draftsMax)
    return refuse("conflict", `At most ${LATER_LIMITS.draftsMax} drafts are kept.`);
  const item: Omit<DraftItem, "version"> = {
    kind: "draft",
    id,
    room: act.room,
    thread: act.thread,
    body,
    at: now,
    by: act.by,
  };
  return { kind: "put", item };
}

function addScheduled(view: LaterView, act: Extract<LaterAct, { type: "scheduled.add" }>, now: number): LaterOutcome {
  const held = view.find("scheduled", act.id);
  if (held || view.wasThere("scheduled", act.id)) return { kind: "same", item: held };
  if (view.count("scheduled") >= LATER_LIMITS.scheduledMax)
    return refuse("conflict", `At most ${LATER_LIMITS.scheduledMax} messages can wait to be sent.`);
  const body = normaliseBody(act.body);
  if (!body.ok) return badBody();
  const late = tooFar(act.at, now);
  if (late) return late;
  const item: Omit<ScheduledItem, "version"> = {
    kind: "scheduled",
    id: act.id,
    room: act.room,
    thread: act.thread,
    body: body.text,
    at: act.at,
    state: "waiting",
    fault: null,
    retryAt: null,
    tries: 0,
  };
  return { kind: "put", item };
}

function changeScheduled(
  view: LaterView,
  act: Extract<LaterAct, { type: "scheduled.change" }>,
  now: number,
): LaterOutcome {
  const held = view.find("scheduled", act.id);
  if (!held) return noSuchScheduled();
  if (held.state === "sending") return refuse("conflict", "It is being sent.");
  const body = act.body === undefined ? null : normaliseBody(act.body);
  if (body && !body.ok) return badBody();
  const at = act.at ?? held.at;
  const late = tooFar(at, now);
  if (late) return late;
  const text = body?.ok ? body.text : held.body;
  if (held.state === "waiting" && text === held.body && at === held.at) return { kind: "same", item: held };
  const item: LaterDraft = { ...held, body: text, at, state: "waiting", fault: null, retryAt: null, tries: 0 };
  return { kind: "put", item };
}

function dropScheduled(view: LaterView, id: ClientId): LaterOutcome {
  const held = view.find("scheduled", id);
  if (!held) return view.wasThere("scheduled", id) ? { kind: "same", item: null } : noSuchScheduled();
  return held.state === "sending" ? refuse("conflict", "It is being sent.") : { kind: "drop", of: "scheduled", id };
}

function setSaved(view: LaterView, act: Extract<LaterAct, { type: "saved.set" }>, now: number): LaterOutcome {
  const id = savedId(act.room, act.seq);
  const held = view.find("saved", id);
  if (act.state === null) return held ? { kind: "drop", of: "saved", id } : { kind: "same", item: null };
  if (!held && view.count("saved") >= LATER_LIMITS.savedMax)
    return refuse("conflict", `At most ${LATER_LIMITS.savedMax} messages can be kept.`);
  if (act.remindAt !== undefined && act.remindAt !== null) {
    const late = tooFar(act.remindAt, now, "remindAt");
    if (late) return late;
  }
  const done = act.state === "done";
  // Only what is kept can be done: keeping it was where access was proved.
  if (done && !held) return refuse("not_found", "No such message.", "seq");
  const wish = done ? null : act.remindAt;
  const item: Omit<SavedItem, "version"> = {
    kind: "saved",
    id,
    room: act.room,
    seq: act.seq,
    savedAt: held?.savedAt ?? now,
    done,
    remindAt: wish === undefined ? (held?.remindAt ?? null) : wish,
    // A word about the reminder, or done: what came is dealt with.
    remindedAt: wish === undefined ? (held?.remindedAt ?? null) : null,
  };
  const same =
    held !== null && held.done === item.done && held.remindAt === item.remindAt && held.remindedAt === item.remindedAt;
  return same ? { kind: "same", item: held } : { kind: "put", item };
}

function tooFar(at: number, now: number, param = "at"): Refused | null {
  return at > now + LATER_LIMITS.aheadDaysMax * DAY_MS
    ? refuse("invalid_request", "That is more than a year ahead.", param)
    : null;
}

function badBody(): Refused {
  return refuse("invalid_request", "The message is empty or too long.", "body");
}

function noSuchScheduled(): Refused {
  return refuse("not_found", "There is no such scheduled message.");
}
