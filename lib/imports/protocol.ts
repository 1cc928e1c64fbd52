/**
 * What the import tool and the realtime Worker say to each other: POST /internal/import/:tenant/<step>, JSON both ways,
 * Bearer HS256 JWT over INTERNAL_SECRET with `aud` "internal" and `sub` the tenant's slug. Every step may be repeated.
 */
import * as z from "zod/mini";
import { isUuid, type ClientId, type PersonId, type RoomId } from "../platform/ids";

export const IMPORT_AUDIENCE = "internal";
export const IMPORT_TOKEN_SECONDS = 300;

export const IMPORT_LIMITS = {
  bodyBytesMax: 4 * 1024 * 1024,
  peopleMax: 200,
  membersMax: 10_000,
  eventsMax: 1_000,
} as const;

const uuid = z.string().check(z.refine(isUuid, "Expected a lower-case UUID."));
const person = z.pipe(
  uuid,
  z.transform((id) => id as PersonId),
);
const room = z.pipe(
  uuid,
  z.transform((id) => id as RoomId),
);
const client = z.pipe(
  uuid,
  z.transform((id) => id as ClientId),
);
const at = z.int().check(z.nonnegative());
/** An id in the source: of a team, a channel, a user. */
const sourceId = z.string().check(z.minLength(1), z.maxLength(200));

/** Where history comes from: part of every id that is derived, so it never changes its meaning. */
const source = z.enum(["slack", "demo"]);

export const openImport = z.strictObject({
  source,
  team: sourceId,
  /** Fingerprint of the export file: a checkpoint is good for the same file only. */
  fingerprint: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});
export interface OpenImportAnswer {
  job: string;
  /** Source channel id -> its last finished day. */
  finished: Record<string, string>;
}

export const importPeople = z.strictObject({
  source,
  team: sourceId,
  people: z
    .array(
      z.strictObject({
        sourceId,
        name: z.string().check(z.minLength(1), z.maxLength(120)),
        email: z.nullable(z.string().check(z.maxLength(320))),
        title: z.string().check(z.maxLength(200)),
        deactivated: z.boolean(),
      }),
    )
    .check(z.minLength(1), z.maxLength(IMPORT_LIMITS.peopleMax)),
});
export interface ImportPeopleAnswer {
  /** matched: a person who was here already, by e-mail. imported: a person without a sign-in. */
  people: { sourceId: string; person: PersonId; how: "matched" | "imported" }[];
}

export const importRoom = z.strictObject({
  source,
  team: sourceId,
  sourceId,
  kind: z.enum(["channel", "group", "dm"]),
  visibility: z.enum(["public", "private"]),
  name: z.string().check(z.maxLength(200)),
  topic: z.string().check(z.maxLength(1_000)),
  createdBy: person,
  createdAt: at,
  /** Who is in it at birth. A repeat changes nothing: who left since then stays out. */
  members: z.array(person).check(z.maxLength(IMPORT_LIMITS.membersMax)),
});
export interface ImportRoomAnswer {
  room: RoomId;
  name: string;
}

const importedEvent = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("message"),
    clientId: client,
    author: person,
    at,
    body: z.string().check(z.minLength(1), z.maxLength(8_000)),
    threadClientId: z.nullable(client),
    inRoom: z.optional(z.boolean()),
    editedAt: z.optional(at),
    source: sourceId,
  }),
  z.strictObject({
    type: z.literal("reaction"),
    clientId: client,
    author: person,
    at,
    targetClientId: client,
    targetAuthor: person,
    emoji: z.string().check(z.minLength(1), z.maxLength(64)),
    source: sourceId,
  }),
  z.strictObject({
    type: z.literal("pin"),
    clientId: client,
    author: person,
    at,
    targetClientId: client,
    targetAuthor: person,
    source: sourceId,
  }),
]);

export const importEvents = z.strictObject({
  room,
  events: z.array(importedEvent).check(z.maxLength(IMPORT_LIMITS.eventsMax)),
  /** What is finished once these events are in: every event up to and including that day was sent. */
  checkpoint: z.optional(
    z.strictObject({ job: uuid, channel: sourceId, day: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)) }),
  ),
});
export interface ImportEventsAnswer {
  added: number;
  repeated: number;
  /** Events the room left out, and events it kept with a change. */
  skipped: { clientId: ClientId; reason: string }[];
  notes: { clientId: ClientId; reason: string }[];
}

export const finishRoom = z.strictObject({
  room,
  createdBy: person,
  archived: z.boolean(),
});
export interface FinishRoomAnswer {
  /** Events that are in the room and not yet in Postgres; they follow on their own. */
  waiting: number;
}

export type OpenImport = z.infer<typeof openImport>;
export type ImportPeople = z.infer<typeof importPeople>;
export type ImportRoom = z.infer<typeof importRoom>;
export type ImportEvents = z.infer<typeof importEvents>;
export type FinishRoom = z.infer<typeof finishRoom>;
