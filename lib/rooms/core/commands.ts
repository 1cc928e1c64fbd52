/** What a member may say into a room: the only rules for messages and what changes them. Time, ids and lookups arrive as values. */
import type { ClientId, PersonId } from "../../platform/ids";
import { type FileInfo, LIMITS, type RoomFrame, type RoomRole } from "../protocol";
import type { RoomActor } from "./acts";
import { type Draft, type Refused, refuse } from "./draft";
import { judgeBody, judgeWords } from "./judge-text";
import type { LogView, Place, Spending } from "./log-view";
import { normaliseEmoji } from "./text";

/** Frames that put something into the log. */
export type RoomCommand = Extract<
  RoomFrame,
  { type: "message.send" | "message.edit" | "message.delete" | "message.pin" | "reaction.set" | "preview.remove" }
>;

/** `words`: what the word filter found in the text and wants reported. */
export type CommandOutcome = { kind: "draft"; draft: Draft; words?: string[] } | ({ kind: "repeat" } & Place) | Refused;

/** Judges one command of one person. */
export function applyCommand(log: LogView, actor: RoomActor, command: RoomCommand): CommandOutcome {
  const { person } = actor;
  const role = log.roleOf(person);
  if (role === null) return refuse("not_found", "You are not in this room.");
  const original = log.original(person, command.clientId as ClientId);
  if (original) {
    // The answer to a repeat is owed even in an archived room; only a flood of repeats is refused.
    const waitMs = log.spend(person, "repeat");
    return waitMs > 0 ? tooFast(waitMs) : { kind: "repeat", ...original };
  }
  if (log.meta.archivedAt !== null) return refuse("conflict", "This room is archived.");
  const judged = judge(log, actor, runsRoom(actor, role), command);
  const outcome = judged.kind === "draft" ? judgeWords(log, judged.draft) : judged;
  if (outcome.kind !== "draft") return outcome;
  const waitMs = log.spend(person, SPENDING[command.type]);
  return waitMs > 0 ? tooFast(waitMs) : outcome;
}

/**
 * Judges the deletion of a message by whoever runs the tenant, in the room or not. An archived room is no shelter, and
 * no haste is too fast.
 */
export function applyRemoval(log: LogView, { person, tenantRole }: RoomActor, target: number): CommandOutcome {
  if (tenantRole !== "owner" && tenantRole !== "admin") return refuse("not_found", "There is no such room.");
  return remove(log, person, true, target);
}

const SPENDING: Record<RoomCommand["type"], Spending> = {
  "message.send": "send",
  "message.edit": "change",
  "message.delete": "change",
  "message.pin": "change",
  "reaction.set": "react",
  "preview.remove": "change",
};

/** Owners of the room and whoever runs the tenant. */
export function runsRoom({ tenantRole }: RoomActor, role: RoomRole | null): boolean {
  return role === "owner" || tenantRole === "owner" || tenantRole === "admin";
}

function judge(log: LogView, { person }: RoomActor, runs: boolean, command: RoomCommand): CommandOutcome {
  switch (command.type) {
    case "message.send":
      return send(log, person, runs, command);
    case "message.edit":
      return edit(log, person, runs, command);
    case "message.delete":
      return remove(log, person, runs, command.target);
    case "message.pin":
      return pin(log, command);
    case "reaction.set":
      return setReaction(log, command);
    case "preview.remove":
      return removePreview(log, person, command.target);
    default:
      return command satisfies never;
  }
}

function send(
  log: LogView,
  person: PersonId,
  runs: boolean,
  command: Extract<RoomCommand, { type: "message.send" }>,
): CommandOutcome {
  const files = filesOf(log, person, command.files ?? []);
  if ("kind" in files) return files;
  const text = judgeBody(log, runs, command.body, files.list.length > 0);
  if ("kind" in text) return text;
  const thread = command.thread ?? null;
  if (thread !== null) {
    const root = log.message(thread);
    if (!root) return refuse("not_found", "There is no such message to reply to.", "thread");
    if (root.thread !== null)
      return refuse("invalid_request", "A reply has no thread of its own: name the thread's first message.", "thread");
  } else if (command.alsoInRoom)
    return refuse("invalid_request", "Only a reply can be shown in the room as well.", "alsoInRoom");
  const inRoom = command.alsoInRoom ? { inRoom: true as const } : {};
  const attached = files.list.length > 0 ? { files: files.list } : {};
  return { kind: "draft", draft: { type: "message.created", ...text, thread, ...inRoom, ...attached } };
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

function edit(
  log: LogView,
  person: PersonId,
  runs: boolean,
  { target, version, body: raw }: Extract<RoomCommand, { type: "message.edit" }>,
): CommandOutcome {
  const message = log.message(target);
  if (!message || message.deleted) return noMessage();
  if (message.author !== person) return refuse("forbidden", "Only its author may change a message.", "target");
  if (message.changed.seq > version)
    return refuse("conflict", "The message was changed meanwhile: look at it again.", "version");
  const text = judgeBody(log, runs, raw);
  if ("kind" in text) return text;
  if (text.body === log.bodyOf(target)) return { kind: "repeat", ...message.changed };
  return { kind: "draft", draft: { type: "message.edited", target, ...text } };
}

function remove(log: LogView, person: PersonId, runs: boolean, target: number): CommandOutcome {
  const message = log.message(target);
  if (!message) return noMessage();
  if (message.author !== person && !runs)
    return refuse("forbidden", "Only its author or an owner of the room may delete a message.", "target");
  if (message.deleted) return { kind: "repeat", ...message.changed };
  if (message.thread === null) return { kind: "draft", draft: { type: "message.deleted", target } };
  const replies = log.repliesWithout(message.thread, target);
  return { kind: "draft", draft: { type: "message.deleted", target, thread: message.thread, replies } };
}

function pin(log: LogView, { target, on }: Extract<RoomCommand, { type: "message.pin" }>): CommandOutcome {
  const message = log.message(target);
  if (!message || message.deleted) return noMessage();
  const pinned = log.pinOn(target);
  // It is so already: whoever pinned it first stays the one who did.
  if ((pinned !== null) === on) return { kind: "repeat", ...(pinned ?? message.changed) };
  if (on && log.pinCount() >= LIMITS.pinsMax)
    return refuse("conflict", `A room has at most ${LIMITS.pinsMax} pinned messages.`, "target");
  return { kind: "draft", draft: { type: "message.pinned", target, on } };
}

function setReaction(log: LogView, command: Extract<RoomCommand, { type: "reaction.set" }>): CommandOutcome {
  const emoji = normaliseEmoji(command.emoji);
  if (emoji === null) return refuse("invalid_request", "That is not an emoji.", "emoji");
  const target = log.message(command.target);
  if (!target || target.deleted) return noMessage();
  if (command.on) {
    const shown = log.emojiOn(command.target);
    if (shown.length >= LIMITS.emojiKindsMax && !shown.includes(emoji)) {
      return refuse("conflict", `A message carries at most ${LIMITS.emojiKindsMax} different emoji.`, "emoji");
    }
  }
  return { kind: "draft", draft: { type: "reaction.set", target: command.target, emoji, on: command.on } };
}

function noMessage(): Refused {
  return refuse("not_found", "There is no such message.", "target");
}

/** The author's to decide: a page may say of itself what they would not. */
function removePreview(log: LogView, person: PersonId, target: number): CommandOutcome {
  const message = log.message(target);
  if (!message || message.deleted) return noMessage();
  if (message.author !== person)
    return refuse("forbidden", "Only its author takes the preview off a message.", "target");
  return { kind: "draft", draft: { type: "message.previewed", target, previews: [] } };
}

function tooFast(retryAfterMs: number): Refused {
  return { kind: "refused", code: "rate_limited", message: "That was too fast. Try again in a moment.", retryAfterMs };
}
