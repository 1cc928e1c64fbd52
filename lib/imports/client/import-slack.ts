import { MISSING_AUTHOR } from "../core/slack-day";
import { Tally } from "../core/tally";
import { importChannel } from "./import-channel";
import type { ImportClient } from "./import-client";
import type { ImportOutcome, ImportRun } from "./import-run";
import { PeopleBook } from "./people-book";
import type { Progress } from "./progress";
import { readExport } from "./slack-export";
import type { ZipFile } from "./zip-file";

/** Channels at once. Inside a channel the order is the export's. */
const CHANNELS_AT_ONCE = 4;

/**
 * Imports an export. Without a client it reads and maps everything and sends nothing. Run it again after any
 * interruption: finished days are skipped, and what was sent already is recognised by the room.
 */
export async function importSlack(
  zip: ZipFile,
  path: string,
  client: ImportClient | null,
  progress: Progress,
): Promise<ImportOutcome> {
  const tally = new Tally();
  const source = readExport(zip, path, tally);
  const people = new PeopleBook(source.users);
  people.meet({ id: MISSING_AUTHOR, name: "Unknown author", bot: false });
  const outcome: ImportOutcome = { team: source.team, tally, added: 0, repeated: 0, waiting: 0, renamed: [] };
  const job = client && (await client.open({ source: "slack", team: source.team, fingerprint: zip.fingerprint }));

  const total = source.channels.flatMap(({ days }) => days).reduce((sum, { bytes }) => sum + bytes, 0);
  const sofar = { done: 0, total, messages: 0 };
  const run: ImportRun = {
    zip,
    path,
    client,
    job,
    team: source.team,
    channelNames: new Map(source.channels.map(({ channel }) => [channel.id, channel.name ?? ""])),
    people,
    outcome,
    advance(bytes, messages, channel) {
      sofar.done += bytes;
      sofar.messages += messages;
      progress.step({ ...sofar, channel });
    },
  };
  const queue = [...source.channels];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await importChannel(run, next);
  };
  try {
    if (client) await people.settle(client, source.team, tally);
    await Promise.all(Array.from({ length: CHANNELS_AT_ONCE }, worker));
  } finally {
    progress.end();
  }
  return outcome;
}
