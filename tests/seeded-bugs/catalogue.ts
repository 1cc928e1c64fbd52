/**
 * Bugs that the tests must find: each is one edit of the product, and the tests that say what breaks. A suite that stays
 * green with one of them in place has stopped looking (`npm run test:seeded`).
 */
export interface SeededBug {
  /** The requirement it breaks (REQUIREMENTS.md). */
  breaks: string;
  what: string;
  file: string;
  /** Occurs exactly once in the file. */
  find: string;
  replace: string;
  project: "unit" | "workers" | "db";
  /** Test files of that project that must fail. */
  tests: readonly string[];
}

const room = "durable-objects/chat-room.worker.test.ts";
const door = "durable-objects/worker.worker.test.ts";
const talk = "durable-objects/room/talk.worker.test.ts";
const resume = "durable-objects/room/resume.worker.test.ts";
const changes = "durable-objects/room/changes.worker.test.ts";

export const SEEDED_BUGS: readonly SeededBug[] = [
  {
    breaks: "MSG-01",
    what: "an archived room takes messages",
    file: "lib/rooms/core/commands.ts",
    find: "if (log.meta.archivedAt !== null)",
    replace: "if (log.meta.archivedAt === 0)",
    project: "workers",
    tests: [talk],
  },
  {
    breaks: "MSG-01",
    what: "the last owner may leave",
    file: "lib/rooms/core/acts.ts",
    find: "return owners.length === 1 && owners[0] === person && room.members.size > 1;",
    replace: "return owners.length === 0 && owners[0] === person && room.members.size > 1;",
    project: "unit",
    tests: ["lib/rooms/core/acts.test.ts"],
  },
  {
    breaks: "MSG-02",
    what: "a ticket opens a socket twice",
    file: "durable-objects/tickets.ts",
    find: ".rowsWritten > 0",
    replace: ".rowsWritten >= 0",
    project: "workers",
    tests: [room, door],
  },
  {
    breaks: "MSG-02",
    what: "a ticket for one room opens another",
    file: "durable-objects/worker.ts",
    find: 'claims.aud !== "room" || claims.room !== c.req.param("roomId")',
    replace: 'claims.aud !== "room"',
    project: "workers",
    tests: [door],
  },
  {
    breaks: "MSG-02",
    what: "a page of another site opens a socket",
    file: "durable-objects/socket-door.ts",
    find: "if (origin === null || !env.appOrigins.includes(origin))",
    replace: "if (origin === null)",
    project: "workers",
    tests: [door],
  },
  {
    breaks: "MSG-02",
    what: "somebody who is no member is let in",
    file: "durable-objects/room/admission.ts",
    find: "if (!room.log.members.has(person))",
    replace: "if (person.length === 0)",
    project: "workers",
    tests: [room, door],
  },
  {
    breaks: "MSG-03",
    what: "a repeated client id is a second message",
    file: "lib/rooms/core/commands.ts",
    find: "  if (original) {",
    replace: "  if (original && original.seq < 0) {",
    project: "workers",
    tests: [room],
  },
  {
    breaks: "MSG-04",
    what: "a repeated batch counts its messages again",
    file: "db/queries/room-log.ts",
    find: "message_count = rooms.message_count + figures.messages",
    replace: "message_count = rooms.message_count + figures.messages + 1",
    project: "db",
    tests: ["db/queries/room-log.db.test.ts"],
  },
  {
    breaks: "MSG-04",
    what: "the outbox forgets a batch that Postgres refused",
    file: "durable-objects/room/outbox.ts",
    find: "        this.tries++;",
    replace: "        this.tries++;\n        this.advance(rows.at(-1)?.seq ?? this.flushed);",
    project: "workers",
    tests: ["durable-objects/room/outbox.worker.test.ts"],
  },
  {
    breaks: "MSG-05",
    what: "resume leaves out the first missed event",
    file: "lib/rooms/core/resume.ts",
    find: 'return { kind: "events", from: asked.since + 1, to: log.head };',
    replace: 'return { kind: "events", from: asked.since + 2, to: log.head };',
    project: "workers",
    tests: [resume, room],
  },
  {
    breaks: "MSG-05",
    what: "a long absence is told as if nothing were missing",
    file: "lib/rooms/core/resume.ts",
    find: 'return { kind: "gap", from: asked.since + 1 };',
    replace: 'return { kind: "fresh" };',
    project: "workers",
    tests: [resume],
  },
  {
    breaks: "MSG-06",
    what: "nobody is told of typing",
    file: "durable-objects/room/judge.ts",
    find: "if (seats.size <= LIMITS.typingViewersMax &&",
    replace: "if (seats.size < 0 &&",
    project: "workers",
    tests: [talk],
  },
  {
    breaks: "MSG-07",
    what: "anything at all is an emoji",
    file: "lib/rooms/core/commands.ts",
    find: "const emoji = normaliseEmoji(command.emoji);",
    replace: "const emoji = normaliseEmoji(command.emoji) ?? command.emoji;",
    project: "workers",
    tests: [room, changes],
  },
  {
    breaks: "MSG-09",
    what: "anybody edits anybody's message",
    file: "lib/rooms/core/commands.ts",
    find: 'if (message.author !== person) return refuse("forbidden", "Only its author may change a message.", "target");',
    replace: "",
    project: "unit",
    tests: ["lib/rooms/core/commands.test.ts"],
  },
  {
    breaks: "MSG-11",
    what: "one's own messages count as unread",
    file: "durable-objects/room/cursors.ts",
    find: "AND author <> ? LIMIT ?)",
    replace: "AND author <> ? || 'x' LIMIT ?)",
    project: "workers",
    tests: [talk],
  },
  {
    breaks: "MSG-11",
    what: "a read cursor moves back",
    file: "durable-objects/room/cursors.ts",
    find: "if (upTo <= now.upTo || (seen ?? now.version) < now.rewound) return false;",
    replace: "if (upTo === now.upTo) return false;",
    project: "workers",
    tests: [room, changes],
  },
  {
    breaks: "MSG-15",
    what: "search finds in rooms of others",
    file: "db/queries/search.ts",
    find: "where i.tenant_id = ${db.tenantId}::uuid and i.person_id = ${person}::uuid and i.active",
    replace: "where i.tenant_id = ${db.tenantId}::uuid and (i.person_id = ${person}::uuid or i.active)",
    project: "db",
    tests: ["db/queries/search.db.test.ts", "db/queries/search-model.db.test.ts"],
  },
  {
    breaks: "MSG-19",
    what: "nobody sends too fast",
    file: "lib/rooms/core/commands.ts",
    find: "const waitMs = log.spend(person, SPENDING[command.type]);",
    replace: "const waitMs = Math.min(0, log.spend(person, SPENDING[command.type]));",
    project: "workers",
    tests: [room],
  },
  {
    breaks: "MSG-22",
    what: "somebody removed keeps their socket",
    file: "durable-objects/room/act.ts",
    find: '  room.seats.close((seat) => !log.members.has(seat.person), CLOSE.notMember, "not_member");\n  room.speaker',
    replace: "  room.speaker",
    project: "workers",
    tests: [room],
  },
  {
    breaks: "TEN-01",
    what: "an unconfirmed address signs in",
    file: "lib/access/server/auth.ts",
    find: "requireEmailVerification: true,",
    replace: "requireEmailVerification: false,",
    project: "db",
    tests: ["lib/access/access.db.test.ts"],
  },
  {
    breaks: "TEN-03",
    what: "an administrator makes owners",
    file: "lib/access/core/permissions.ts",
    find: 'return by === "owner" ? TENANT_ROLES : TENANT_ROLES.filter((role) => role !== "owner");',
    replace: "return TENANT_ROLES;",
    project: "unit",
    tests: ["lib/access/core/permissions.test.ts"],
  },
  {
    breaks: "TEN-03",
    what: "a guest sees public channels",
    file: "lib/rooms/server/require-room.ts",
    find: '&& ctx.actor.role !== "guest"',
    replace: "",
    project: "db",
    tests: ["lib/rooms/server/rooms.db.test.ts"],
  },
  {
    breaks: "TEN-05",
    what: "a statement goes out under no tenant",
    file: "db/client.ts",
    find: "select set_config('app.tenant_id', ${tenantId}, true)",
    replace: "select set_config('app.tenant_id', ${tenantId.slice(0, 0)}, true)",
    project: "db",
    tests: ["db/tenancy.db.test.ts"],
  },
  {
    breaks: "TEN-06",
    what: "a room answers another tenant's call",
    file: "durable-objects/chat-room.ts",
    find: "if (!room || room.log.tenantId !== tenantId) return null;",
    replace: "if (!room) return null;",
    project: "workers",
    tests: [room],
  },
  {
    breaks: "TEN-06",
    what: "a query's filter forgets the tenant",
    file: "db/queries/history.ts",
    find: "where tenant_id = ${db.tenantId} and room_id = ${roomId} and (thread_seq is null or in_room) and at >=",
    replace: "where room_id = ${roomId} and (thread_seq is null or in_room) and at >=",
    project: "db",
    tests: ["db/tenancy.db.test.ts"],
  },
];
