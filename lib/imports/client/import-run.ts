import type { PersonId } from "@/lib/platform/ids";
import type { Tally } from "../core/tally";
import type { OpenImportAnswer } from "../protocol";
import type { ImportClient } from "./import-client";
import type { PeopleBook } from "./people-book";
import { ImportProblem } from "./problem";
import type { ZipFile } from "./zip-file";

export interface ImportOutcome {
  team: string;
  tally: Tally;
  /** Events new to their rooms, and events that were there already. */
  added: number;
  repeated: number;
  /** In rooms, and on the way to Postgres. */
  waiting: number;
  /** Channels whose name was taken. */
  renamed: { from: string; to: string }[];
}

/** What the channels of one import share. */
export interface ImportRun {
  zip: ZipFile;
  path: string;
  /** Null in a dry run. */
  client: ImportClient | null;
  job: OpenImportAnswer | null;
  team: string;
  channelNames: ReadonlyMap<string, string>;
  people: PeopleBook;
  outcome: ImportOutcome;
  advance(bytes: number, messages: number, channel: string): void;
}

/** The person of a Slack id. Everybody was settled before. @throws ImportProblem when the server left somebody out. */
export function personOf({ people, path }: ImportRun, id: string): PersonId {
  const person = people.person(id);
  if (person !== undefined) return person;
  throw new ImportProblem(`${path}: Parlor did not say who ${id} is. Run the same command again.`);
}
