import * as z from "zod/mini";
import { slackChannel, slackUser, type SlackChannel, type SlackUser } from "../core/slack-schema";
import type { Tally } from "../core/tally";
import { ImportProblem } from "./problem";
import type { ZipFile } from "./zip-file";

export type SlackKind = "public" | "private" | "dm" | "group";

export interface ExportedChannel {
  kind: SlackKind;
  channel: SlackChannel;
  /** The folder of its days, for the report. */
  folder: string;
  /** Oldest first. */
  days: { day: string; entry: string; bytes: number }[];
}

export interface SlackExport {
  team: string;
  users: SlackUser[];
  channels: ExportedChannel[];
}

const LISTS: readonly { file: string; kind: SlackKind; required: boolean }[] = [
  { file: "channels.json", kind: "public", required: true },
  { file: "groups.json", kind: "private", required: false },
  { file: "dms.json", kind: "dm", required: false },
  { file: "mpims.json", kind: "group", required: false },
];
const DAY = /^(.+)\/(\d{4}-\d{2}-\d{2})\.json$/;

/** Reads who and where of an export; the messages stay in the zip. @throws ImportProblem that names the file at fault. */
export function readExport(zip: ZipFile, path: string, tally: Tally): SlackExport {
  const top = topFolder(zip, path);
  const users = listOf(zip, `${top}users.json`, path, slackUser, tally);
  const days = daysByFolder(zip, top);
  const channels: ExportedChannel[] = [];
  for (const { file, kind, required } of LISTS) {
    if (!required && !zip.entries.has(top + file)) continue;
    for (const channel of listOf(zip, top + file, path, slackChannel, tally)) {
      const folder = [channel.name, channel.id].find((name) => !!name && days.has(name)) ?? channel.name ?? channel.id;
      channels.push({ kind, channel, folder, days: days.get(folder) ?? [] });
      days.delete(folder);
    }
  }
  for (const [folder, orphans] of days) {
    tally.left("folder of a channel that no list names", folder, orphans.length);
  }
  return { team: teamOf(users), users, channels };
}

/** JSON of one day. Null when it cannot be read: counted, and the rest goes on. */
export function readDay(zip: ZipFile, entry: string, tally: Tally): unknown[] | null {
  try {
    const value: unknown = JSON.parse(decode(zip.read(entry)));
    if (Array.isArray(value)) return value;
    tally.left("file that is not a list of messages", entry);
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof ImportProblem)) throw error;
    tally.left("file that cannot be read", entry);
  }
  return null;
}

/** Some people pack the folder instead of its contents. */
function topFolder(zip: ZipFile, path: string): string {
  if (zip.entries.has("channels.json")) return "";
  for (const name of zip.entries.keys()) {
    const top = /^([^/]+\/)channels\.json$/.exec(name)?.[1];
    if (top) return top;
  }
  throw new ImportProblem(`${path}: there is no channels.json in it, so this is not a Slack export.`);
}

function listOf<T>(zip: ZipFile, entry: string, path: string, schema: z.ZodMiniType<T>, tally: Tally): T[] {
  let value: unknown;
  try {
    value = JSON.parse(decode(zip.read(entry)));
  } catch (cause) {
    if (cause instanceof ImportProblem) throw cause;
    throw new ImportProblem(`${path}: ${entry} is not readable JSON.`, { cause });
  }
  if (!Array.isArray(value)) throw new ImportProblem(`${path}: ${entry} is not a list.`);
  return value.flatMap((item: unknown, index) => {
    const parsed = z.safeParse(schema, item);
    if (parsed.success) return [parsed.data];
    tally.left("entry without an id", `${entry} entry ${index}`);
    return [];
  });
}

function daysByFolder(zip: ZipFile, top: string): Map<string, ExportedChannel["days"]> {
  const folders = new Map<string, ExportedChannel["days"]>();
  for (const [entry, { packed }] of zip.entries) {
    const [, folder, day] = (entry.startsWith(top) && DAY.exec(entry.slice(top.length))) || [];
    if (folder === undefined || day === undefined) continue;
    const days = folders.get(folder) ?? [];
    days.push({ day, entry, bytes: packed });
    folders.set(folder, days);
  }
  for (const days of folders.values()) days.sort((a, b) => (a.day < b.day ? -1 : 1));
  return folders;
}

/** The workspace most users are of; guests of shared channels bring their own. */
function teamOf(users: SlackUser[]): string {
  const counts = new Map<string, number>();
  for (const { team_id: team } of users) if (team) counts.set(team, (counts.get(team) ?? 0) + 1);
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return most?.[0] ?? "unknown-team";
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: false }).decode(bytes);
}
