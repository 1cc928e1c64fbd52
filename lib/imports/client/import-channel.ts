import { mapDay, MISSING_AUTHOR, newChannelMemory, type ChannelMemory, type Draft } from "../core/slack-day";
import { slackEmoji } from "../core/slack-emoji";
import { IMPORT_LIMITS, type ImportRoomAnswer } from "../protocol";
import { EventSender } from "./event-sender";
import type { ImportClient } from "./import-client";
import { personOf, type ImportRun } from "./import-run";
import { readDay, type ExportedChannel, type SlackKind } from "./slack-export";

const LABELS: Record<SlackKind, string> = {
  public: "public channels",
  private: "private channels",
  dm: "direct messages",
  group: "group conversations",
};

/** One channel: its room, its days in order, then its end. */
export async function importChannel(run: ImportRun, exported: ExportedChannel): Promise<void> {
  const { client, outcome } = run;
  const { channel, folder } = exported;
  const opened = client && { client, room: await openRoom(run, client, exported) };
  const sender = opened && new EventSender({ run, client: opened.client, room: opened.room.room, channel: channel.id });
  const finishedDay = run.job?.finished[channel.id] ?? "";
  const memory = newChannelMemory();
  for (const { day, entry, bytes } of exported.days) {
    const drafts = mapEntry(run, entry, memory);
    // A finished day is read again only for what later days need to know of it.
    if (sender && day > finishedDay) await sender.add(day, drafts);
    run.advance(bytes, drafts.filter(({ kind }) => kind === "message").length, folder);
  }
  await sender?.end();
  if (opened) await finishRoom(run, opened.client, exported, opened.room);
  outcome.tally.did(LABELS[exported.kind], exported.days.length === 0 ? `${folder} (no messages)` : undefined);
}

function mapEntry(run: ImportRun, entry: string, memory: ChannelMemory): Draft[] {
  const { tally } = run.outcome;
  const records = readDay(run.zip, entry, tally);
  if (records === null) return [];
  return mapDay(records, memory, {
    file: entry,
    tally,
    person: (id) => run.people.name(id),
    channel: (id) => run.channelNames.get(id) || undefined,
    emoji: slackEmoji,
    userOfBot: (id) => run.people.userOfBot(id),
    meet: (stranger) => run.people.meet(stranger),
  });
}

async function openRoom(run: ImportRun, client: ImportClient, exported: ExportedChannel): Promise<ImportRoomAnswer> {
  const { channel, kind } = exported;
  for (const id of [...channel.members, ...(channel.creator ? [channel.creator] : [])]) {
    run.people.meet({ id, name: `Slack user ${id}`, bot: false });
  }
  await run.people.settle(client, run.team, run.outcome.tally);
  const named = kind === "public" || kind === "private";
  const name = named ? (channel.name || channel.id).slice(0, 200) : "";
  const room = await client.room({
    source: "slack",
    team: run.team,
    sourceId: channel.id,
    kind: named ? "channel" : kind,
    visibility: kind === "public" ? "public" : "private",
    name,
    topic: named ? (channel.topic?.value || channel.purpose?.value || "").slice(0, 1_000) : "",
    createdBy: personOf(run, ownerOf(run, exported)),
    createdAt: Math.max(0, Math.floor((channel.created ?? 0) * 1000)),
    members: channel.members.slice(0, IMPORT_LIMITS.membersMax).map((id) => personOf(run, id)),
  });
  if (room.name !== name && named) run.outcome.renamed.push({ from: name, to: room.name });
  return room;
}

/** Somebody who can sign in should own the room: the creator, else the first member who was here already. */
function ownerOf({ people }: ImportRun, { channel }: ExportedChannel): string {
  const candidates = [...(channel.creator ? [channel.creator] : []), ...channel.members];
  return candidates.find((id) => people.isMatched(id)) ?? candidates[0] ?? MISSING_AUTHOR;
}

async function finishRoom(
  run: ImportRun,
  client: ImportClient,
  exported: ExportedChannel,
  { room }: ImportRoomAnswer,
): Promise<void> {
  const createdBy = personOf(run, ownerOf(run, exported));
  const answer = await client.finish({ room, createdBy, archived: exported.channel.is_archived === true });
  run.outcome.waiting += answer.waiting;
}
