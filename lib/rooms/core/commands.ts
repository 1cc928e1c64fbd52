/** What a member may say into a room: the only rules for messages and reactions. Time, ids and lookups arrive as values. */
import type { ClientId, PersonId } from "../../platform/ids";
import { type FileInfo, LIMITS, type RoomFrame, type RoomMeta } from "../protocol";
import { type Draft, type Refused, refuse } from "./draft";
import { normaliseBody, normaliseEmoji } from "./text";

/** Frames that put something into the log. */
export type RoomCommand = Extract<RoomFrame, { type: "message.send" | "reaction.set" }>;

/** What the rules need to know of the log, asked only when needed. */
export interface LogView {
  meta: RoomMeta;
  isMember(person: PersonId): boolean;
  /** The event this author made with this client id, if any: for ever. */
  original(author: PersonId, clientId: ClientId): { seq: number; at: number } | null;
  message(seq: number): { thread: number | null; deleted: boolean } | null;
  /** The uploaded file a token stands for, when it was signed for this person in this room and is not too old. */
  fileOf(token: string, person: PersonId): FileInfo | null;
  /** True for a file that is in a message already. */
  isAttached(fileId: string): boolean;
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
  return command.type === "message.send" ? send(log, person, command) : setReaction(log, person, command);
}

function send(log: LogView, person: PersonId, command: Extract<RoomCommand, { type: "message.send" }>): CommandOutcome {
  const files = filesOf(log, person, command.files ?? []);
  if ("kind" in files) return files;
  const body = normaliseBody(command.body);
  const text = body.ok ? body.text : "";
  if (!body.ok && !(body.reason === "empty" && files.list.length > 0)) {
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
  if (waitMs > 0) return tooFast(waitMs);
  const attached = files.list.length > 0 ? { files: files.list } : {};
  return { kind: "draft", draft: { type: "message.created", body: text, thread, ...attached } };
}

/** The files that go along: each one's own, stored, of this room, and in no message yet. */
function filesOf(log: LogView, person: PersonId, tokens: readonly string[]): { list: FileInfo[] } | Refused {
  const list: FileInfo[] = [];
  for (const token of tokens) {
    const file = log.fileOf(token, person);
    if (!file) return refuse("not_found", "There is no such upload. Attach the file again.", "files");
    if (list.some(({ id }) => id === file.id) || log.isAttached(file.id))
      return refuse("conflict", "This file is in a message already.", "files");
    list.push(file);
  }
  return { list };
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

function tooFast(retryAfterMs: number): Refused {
  return { kind: "refused", code: "rate_limited", message: "That was too fast. Try again in a moment.", retryAfterMs };
}
