/**
 * One day of one Slack channel as drafts of our events. Pure: people are still Slack ids, and every draft has a key that
 * is the same on every run, from which its client id is derived.
 */
import { normaliseBody, normaliseEmoji } from "@/lib/rooms/core/text";
import { LIMITS } from "@/lib/rooms/protocol";
import { contentOf } from "./slack-content";
import { messagesOf } from "./slack-records";
import { compareTs, msOf, type SlackMessage } from "./slack-schema";
import type { SlackNames } from "./slack-text";
import { splitBody } from "./split-body";
import type { Tally } from "./tally";

export interface MessageDraft {
  kind: "message";
  /** Unique inside the channel: the timestamp, with `#n` for the n-th message of that same moment, `/n` for a continuation. */
  key: string;
  author: string;
  at: number;
  body: string;
  threadKey: string | null;
  /** A reply that Slack showed in the channel too. */
  inRoom?: true;
  editedAt?: number;
}

export interface ReactionDraft {
  kind: "reaction";
  key: string;
  author: string;
  at: number;
  emoji: string;
  targetKey: string;
  targetAuthor: string;
}

export interface PinDraft {
  kind: "pin";
  key: string;
  author: string;
  at: number;
  targetKey: string;
  targetAuthor: string;
}

export type Draft = MessageDraft | ReactionDraft | PinDraft;

/** What has to be known about a channel's earlier days. */
export interface ChannelMemory {
  /** Messages of each timestamp so far. */
  readonly seen: Map<string, number>;
}

/** Someone who wrote but is not in users.json. */
export interface Stranger {
  id: string;
  name: string;
  bot: boolean;
}

export interface DayContext extends SlackNames {
  /** `general/2024-03-01.json`, for the report. */
  file: string;
  tally: Tally;
  /** Of a bot that is also a user. */
  userOfBot(botId: string): string | undefined;
  meet(stranger: Stranger): void;
}

export const MISSING_AUTHOR = "parlor:missing";

export function newChannelMemory(): ChannelMemory {
  return { seen: new Map() };
}

/** Drafts in the order they were said. Nothing in a record stops the day: what cannot be mapped is counted. */
export function mapDay(records: readonly unknown[], memory: ChannelMemory, context: DayContext): Draft[] {
  const drafts: Draft[] = [];
  for (const message of messagesOf(records, context)) mapMessage(message, memory, context, drafts);
  return drafts;
}

/** Records that are people coming and going: the members of a room say that. */
const MEMBERSHIP = /^(channel|group|mpim)_(join|leave)$/;
/** Records about the channel and not said by anyone. */
const NOTICE =
  /^((channel|group|mpim)_(topic|purpose|name|archive|unarchive|convert_to_private|convert_to_public|posting_permissions|canvas_updated)|pinned_item|unpinned_item|bot_add|bot_remove|bot_enable|bot_disable|sh_room_created|sh_room_shared|huddle_thread|reminder_add|reminder_delete|ekm_access_denied)$/;
const SAID = new Set([
  "",
  "bot_message",
  "me_message",
  "file_share",
  "file_mention",
  "file_comment",
  "thread_broadcast",
  "reply_broadcast",
  "slackbot_response",
  "tombstone",
  "joiner_notification_for_inviter",
  "assistant_app_thread",
]);

function mapMessage(message: SlackMessage, memory: ChannelMemory, context: DayContext, drafts: Draft[]): void {
  const { tally, file } = context;
  const place = `${file} ${message.ts}`;
  const subtype = message.subtype ?? "";
  const isRoot = (message.reply_count ?? 0) > 0;
  if (MEMBERSHIP.test(subtype)) tally.did("joins and leaves, as membership", place);
  else if (NOTICE.test(subtype)) tally.left(`notice: ${subtype}`, place);
  else if (subtype === "tombstone") tally.left("deleted message", place);
  else if (!SAID.has(subtype)) tally.left(`unknown kind "${subtype.slice(0, 40)}": treated as a message`, place);
  // What is not a message stays out, unless replies hang on it.
  const silent = MEMBERSHIP.test(subtype) || NOTICE.test(subtype) || subtype === "tombstone";
  if (silent && !isRoot) return;

  const content = storable(contentOf(message, context, tally, place));
  const body = content === "" && isRoot ? "This message was deleted." : content;
  if (body === "") {
    tally.left("message without text", place);
    return;
  }
  const author = authorOf(message, context);
  const threadKey = threadOf(message, memory, context, drafts);
  const key = keyOf(message.ts, memory);
  const pieces = splitBody(subtype === "me_message" ? `_${body}_` : body);
  const at = msOf(message.ts);
  for (const [index, piece] of pieces.entries()) {
    drafts.push({
      kind: "message",
      key: index === 0 ? key : `${key}/${index + 1}`,
      author,
      at,
      body: piece,
      threadKey,
      ...(threadKey !== null && BROADCAST.test(subtype) && { inRoom: true as const }),
      ...(message.edited && { editedAt: Math.max(at, msOf(message.edited.ts)) }),
    });
  }
  count(message, threadKey, pieces.length, tally, place);
  mapReactions(message, key, author, context, drafts);
  mapPin(message, key, author, context, drafts);
}

function count(message: SlackMessage, threadKey: string | null, pieces: number, tally: Tally, place: string): void {
  tally.did("messages");
  if (threadKey !== null) tally.did("replies in threads");
  if (message.edited) tally.did("edited messages, in their last form");
  if (message.bot_id) tally.did("messages of apps and bots");
  if (pieces > 1) tally.left(`message over ${LIMITS.bodyCharsMax} characters: split into continuations`, place);
  if (threadKey !== null && BROADCAST.test(message.subtype ?? "")) tally.did("replies also sent to the channel");
}

const BROADCAST = /^(thread|reply)_broadcast$/;

function mapPin(
  message: SlackMessage,
  targetKey: string,
  targetAuthor: string,
  context: DayContext,
  drafts: Draft[],
): void {
  if (message.pinned_to.length === 0) return;
  const { pinned_by: by, pinned_ts: ts } = message.pinned_info ?? {};
  const author = by ? meetIfUnknown(by, undefined, false, context) : targetAuthor;
  const at = Math.max(msOf(message.ts), ts ? ts * 1000 : 0);
  drafts.push({ kind: "pin", key: `${targetKey} pin`, author, at, targetKey, targetAuthor });
  context.tally.did("pinned messages");
}

/** The key of the thread's root; a placeholder is drafted when the export does not hold the root. */
function threadOf(message: SlackMessage, memory: ChannelMemory, context: DayContext, drafts: Draft[]): string | null {
  const root = message.thread_ts;
  if (root === undefined || root === message.ts) return null;
  const place = `${context.file} ${message.ts}`;
  if (compareTs(root, message.ts) > 0) {
    context.tally.left("reply older than its thread: kept in the channel", place);
    return null;
  }
  if (memory.seen.has(root)) return root;
  memory.seen.set(root, 1);
  const author = message.parent_user_id ?? MISSING_AUTHOR;
  meetIfUnknown(author, author === MISSING_AUTHOR ? "Unknown author" : undefined, false, context);
  drafts.push({
    kind: "message",
    key: root,
    author,
    at: msOf(root),
    body: "This message is not in the export.",
    threadKey: null,
  });
  context.tally.left("first message of a thread is missing: a placeholder holds its replies", place);
  return root;
}

function keyOf(ts: string, memory: ChannelMemory): string {
  const nth = (memory.seen.get(ts) ?? 0) + 1;
  memory.seen.set(ts, nth);
  return nth === 1 ? ts : `${ts}#${nth}`;
}

/** The Slack id of who said it. Apps that are no user get one of their own, by bot id, else by name. */
function authorOf(message: SlackMessage, context: DayContext): string {
  const botName = message.username || message.bot_profile?.name || undefined;
  if (message.user) {
    const profile = message.user_profile;
    const name = profile?.display_name || profile?.real_name || profile?.name || (message.bot_id ? botName : undefined);
    return meetIfUnknown(message.user, name ?? undefined, message.bot_id != null, context);
  }
  const bot = message.bot_id ?? message.bot_profile?.id;
  if (bot) return context.userOfBot(bot) ?? meetIfUnknown(bot, botName ?? undefined, true, context);
  if (botName) return meetIfUnknown(`name:${botName.slice(0, 80)}`, botName, true, context);
  context.tally.left("message without an author: shown as from an unknown author", `${context.file} ${message.ts}`);
  return meetIfUnknown(MISSING_AUTHOR, "Unknown author", false, context);
}

function meetIfUnknown(id: string, name: string | undefined, bot: boolean, context: DayContext): string {
  if (context.person(id) === undefined) {
    if (id.startsWith("U") || id.startsWith("W")) context.tally.did("people who are not in users.json");
    context.meet({ id, name: name ?? (id === "USLACKBOT" ? "Slackbot" : bot ? `App ${id}` : `Slack user ${id}`), bot });
  }
  return id;
}

function mapReactions(
  message: SlackMessage,
  targetKey: string,
  targetAuthor: string,
  context: DayContext,
  drafts: Draft[],
): void {
  const place = `${context.file} ${message.ts}`;
  // Two of Slack's names can be one emoji.
  const given = new Set<string>();
  for (const { name, users, count: total } of message.reactions) {
    const people = new Set(users);
    const known = context.emoji(name);
    const emoji = normaliseEmoji(known ?? `:${name}:`);
    if (emoji === null) {
      context.tally.left("reaction with an unreadable emoji name", place, people.size);
      continue;
    }
    if (known === undefined) context.tally.left("custom emoji: kept as its name", `:${name}:`, people.size);
    if ((total ?? 0) > people.size)
      context.tally.left("reaction whose people the export does not name", place, (total ?? 0) - people.size);
    for (const user of people) {
      const key = `${targetKey}/${user}/${emoji}`;
      if (given.has(key)) continue;
      given.add(key);
      meetIfUnknown(user, undefined, false, context);
      context.tally.did("reactions");
      drafts.push({ kind: "reaction", key, author: user, at: msOf(message.ts), emoji, targetKey, targetAuthor });
    }
  }
}

/** The text as the room will store it, so that lengths are final before splitting. */
function storable(text: string): string {
  const normal = normaliseBody(text, Number.POSITIVE_INFINITY);
  return normal.ok ? normal.text : "";
}
