/** What a member may say into a room: the only rules for messages and reactions. Time, ids and lookups arrive as values. */
import type { ClientId, PersonId } from "../../platform/ids";
import { LIMITS, type RoomFrame, type RoomMeta } from "../protocol";
import { type Draft, type Refused, refuse } from "./draft";
import { normaliseBody, normaliseEmoji } from "./text";

/** Frames that put something into the log. */
export type RoomCommand = Extract<RoomFrame, { type: "message.send" | "reaction.set" | "preview.remove" }>;

/** What the rules need to know of the log, asked only when needed. */
export interface LogView {
  meta: RoomMeta;
  isMember(person: PersonId): boolean;
  /** The event this author made with this client id, if any: for ever. */
  original(author: PersonId, clientId: ClientId): { seq: number; at: number } | null;
  message(seq: number): { author: PersonId; thread: number | null; deleted: boolean } | null;
  /** Emoji that somebody's reaction shows on the message now. */
  emojiOn(seq: number): readonly string[];
  /** Spends one of the person's sends or reactions; milliseconds to wait when there is none. */
  spend(person: PersonId, kind: "send" | "react" | "repeat"): number;
}

export type CommandOutcome = { kind: "draft"; draft: Draft } | { kind: "repeat"; seq: number; at: number } | Refused;

/** Judges one command of one person. */
export function applyCommand(log: LogView, person: PersonId, command: RoomCommand): CommandOutcome {
  if (!log.isMember(person)) return refuse("not_found", "You are not in this room.");
  const clientId = command.clientId as ClientId;
  const original = log.original(person, clientId);
  if (original) {
    // The answer to a repeat is owed even in an archived room; only a flood of repeats is refused.
    const waitMs = log.spend(person, "repeat");
    return waitMs > 0 ? tooFast(waitMs) : { kind: "repeat", ...original };
  }
  if (log.meta.archivedAt !== null) return refuse("conflict", "This room is archived.");
  switch (command.type) {
    case "message.send":
      return send(log, person, command);
    case "reaction.set":
      return setReaction(log, person, command);
    case "preview.remove":
      return removePreview(log, person, command);
    default:
      return command satisfies never;
  }
}

function send(log: LogView, person: PersonId, command: Extract<RoomCommand, { type: "message.send" }>): CommandOutcome {
  const body = normaliseBody(command.body);
  if (!body.ok) {
    const message =
      body.reason === "empty" ? "The message is empty." : `A message has at most ${LIMITS.bodyCharsMax} characters.`;
    return refuse("invalid_request", message, "body");
  }
  const thread = command.thread ?? null;
  if (thread !== null) {
    const root = log.message(thread);
    if (!root) return refuse("not_found", "There is no such message to reply to.", "thread");
    if (root.thread !== null)
      return refuse("invalid_request", "A reply has no thread of its own: name the thread's first message.", "thread");
  }
  const waitMs = log.spend(person, "send");
  return waitMs > 0 ? tooFast(waitMs) : { kind: "draft", draft: { type: "message.created", body: body.text, thread } };
}

function setReaction(
  log: LogView,
  person: PersonId,
  command: Extract<RoomCommand, { type: "reaction.set" }>,
): CommandOutcome {
  const emoji = normaliseEmoji(command.emoji);
  if (emoji === null) return refuse("invalid_request", "That is not an emoji.", "emoji");
  const target = log.message(command.target);
  if (!target || target.deleted) return refuse("not_found", "There is no such message.", "target");
  if (command.on) {
    const shown = log.emojiOn(command.target);
    if (shown.length >= LIMITS.emojiKindsMax && !shown.includes(emoji)) {
      return refuse("conflict", `A message carries at most ${LIMITS.emojiKindsMax} different emoji.`, "emoji");
    }
  }
  const waitMs = log.spend(person, "react");
  if (waitMs > 0) return tooFast(waitMs);
  return { kind: "draft", draft: { type: "reaction.set", target: command.target, emoji, on: command.on } };
}

/** The author's to decide: a page may say of itself what they would not. */
function removePreview(
  log: LogView,
  person: PersonId,
  command: Extract<RoomCommand, { type: "preview.remove" }>,
): CommandOutcome {
  const target = log.message(command.target);
  if (!target || target.deleted) return refuse("not_found", "There is no such message.", "target");
  if (target.author !== person) return refuse("forbidden", "Only its author takes the preview off a message.");
  const waitMs = log.spend(person, "react");
  if (waitMs > 0) return tooFast(waitMs);
  return { kind: "draft", draft: { type: "message.previewed", target: command.target, previews: [] } };
}

function tooFast(retryAfterMs: number): Refused {
  return { kind: "refused", code: "rate_limited", message: "That was too fast. Try again in a moment.", retryAfterMs };
}
