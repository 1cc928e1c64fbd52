import * as z from "zod/mini";
import { compareTs, slackMessage, type SlackMessage } from "./slack-schema";
import type { Tally } from "./tally";

interface Place {
  /** For the report. */
  file: string;
  tally: Tally;
}

/** What was said on a day, as it stands at its end: readable, each once, in order. */
export function messagesOf(records: readonly unknown[], context: Place): SlackMessage[] {
  return settle(
    records.flatMap((record, index) => parse(record, index, context)),
    context,
  );
}

function parse(record: unknown, index: number, { tally, file }: Place): SlackMessage[] {
  const parsed = z.safeParse(slackMessage, record);
  if (parsed.success) return [parsed.data];
  tally.left("record without a readable timestamp", `${file} record ${index}`);
  return [];
}

/** Applies the day's own edit and delete records, drops exact repeats, and sorts by time (equal times keep the file's order). */
function settle(messages: SlackMessage[], context: Place): SlackMessage[] {
  const { tally, file } = context;
  const changed = new Map<string, SlackMessage>();
  const deleted = new Set<string>();
  const said: SlackMessage[] = [];
  for (const message of messages) {
    if (message.subtype === "message_changed") {
      const inner = z.safeParse(slackMessage, message.message);
      if (inner.success) changed.set(inner.data.ts, inner.data);
      else tally.left("edit record without its message", `${file} ${message.ts}`);
    } else if (message.subtype === "message_deleted") {
      if (message.deleted_ts) deleted.add(message.deleted_ts);
      tally.left("deleted message", `${file} ${message.deleted_ts ?? message.ts}`);
    } else said.push(message);
  }
  const present = new Set(said.map((message) => message.ts));
  const current = said.map((message) => changed.get(message.ts) ?? message);
  const late = [...changed.values()].filter((message) => !present.has(message.ts));
  const kept = [...current, ...late].filter((message) => !deleted.has(message.ts));
  return dropRepeats(kept, context).toSorted((a, b) => compareTs(a.ts, b.ts));
}

function dropRepeats(messages: SlackMessage[], { tally, file }: Place): SlackMessage[] {
  const known = new Set<string>();
  return messages.filter((message) => {
    const sign = [message.ts, message.subtype, message.user ?? message.bot_id ?? message.username, message.text].join(
      "\0",
    );
    if (!known.has(sign)) return known.add(sign);
    tally.left("the same message twice in the export", `${file} ${message.ts}`);
    return false;
  });
}
