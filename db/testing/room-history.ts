import fc from "fast-check";
import { newId, type ClientId, type PersonId, type RoomId } from "@/lib/platform/ids";
import { rootOf, withReply } from "@/lib/rooms/core/fold";
import type { RepliesView, RoomEvent, RoomMeta } from "@/lib/rooms/protocol";

/** The parts of an event that are not its place in the log. */
export type EventBody = RoomEvent extends infer E
  ? E extends RoomEvent
    ? Omit<E, "seq" | "at" | "author" | "clientId">
    : never
  : never;

const BORN_AT = Date.UTC(2026, 0, 1);

/** Numbers events from 1, one second apart. */
export function logOf(bodies: readonly (EventBody & { author?: PersonId })[], author: PersonId): RoomEvent[] {
  return bodies.map((body, index) => ({
    ...body,
    author: body.author ?? author,
    seq: index + 1,
    at: BORN_AT + index * 1_000 + 123,
    clientId: newId<ClientId>(),
  })) as RoomEvent[];
}

export function metaOf(roomId: RoomId, createdBy: PersonId, more: Partial<RoomMeta> = {}): RoomMeta {
  return {
    roomId,
    kind: "channel",
    visibility: "public",
    name: "general",
    topic: "",
    createdBy,
    createdAt: BORN_AT,
    archivedAt: null,
    ...more,
  };
}

/** A room with its creator in it and so many messages. */
export function plainLog(
  roomId: RoomId,
  author: PersonId,
  messages: number,
  more: Partial<RoomMeta> = {},
): RoomEvent[] {
  const texts = Array.from({ length: messages }, (_, n): EventBody => ({
    type: "message.created",
    body: `message ${n + 1}`,
    thread: null,
  }));
  return logOf(
    [
      { type: "room.created", meta: metaOf(roomId, author, more) },
      { type: "member.joined", person: author, role: "owner" },
      ...texts,
    ],
    author,
  );
}

/** Any log that a room could have written, by these people. */
export function anyLog(roomId: RoomId, people: readonly PersonId[], lengthMax: number): fc.Arbitrary<RoomEvent[]> {
  const person = fc.constantFrom(...people);
  // A target is drawn as a fraction: which message it means depends on how many there are by then.
  const target = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  const emoji = fc.constantFrom("👍", "🎉", "é");
  const body = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).map((text) => text.replaceAll("\0", "0"));
  const file = fc.record({
    id: fc.uuid(),
    name: body,
    type: fc.constant("image/png"),
    size: fc.nat(),
    width: fc.nat(),
  });
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record(
        {
          type: fc.constant("message.created" as const),
          body,
          thread: fc.constant(null),
          files: fc.array(file, { minLength: 1, maxLength: 2 }),
        },
        { requiredKeys: ["type", "body", "thread"] },
      ),
    },
    {
      weight: 5,
      // The target becomes the thread; `on` says whether the room shows the reply too.
      arbitrary: fc.record({ type: fc.constant("reply" as const), body, target, on: fc.boolean() }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ type: fc.constant("message.pinned" as const), target, on: fc.boolean() }),
    },
    { weight: 2, arbitrary: fc.record({ type: fc.constant("message.edited" as const), target, body }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("message.deleted" as const), target }) },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant("message.previewed" as const),
        target,
        previews: fc.array(
          fc.constant({ url: "https://a.example/", title: "A", description: "", site: "", image: null }),
          {
            maxLength: 2,
          },
        ),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({ type: fc.constant("reaction.set" as const), target, emoji, on: fc.boolean() }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant("member.joined" as const),
        person,
        role: fc.constant("member" as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("member.left" as const), person }) },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant("member.role" as const),
        person,
        role: fc.constantFrom("owner" as const, "member" as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("room.renamed" as const), name: body }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("room.topic" as const), topic: body }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant("room.archived" as const), archived: fc.boolean() }) },
  );
  return fc.array(fc.tuple(step, person), { minLength: 1, maxLength: lengthMax }).map((steps) => {
    const first = people[0] ?? newId<PersonId>();
    const bodies: (EventBody & { author?: PersonId })[] = [{ type: "room.created", meta: metaOf(roomId, first) }];
    const messages: number[] = [];
    for (const [body, author] of steps) {
      const found = "target" in body ? messages[Math.floor(body.target * messages.length)] : 0;
      if (found === undefined) continue;
      bodies.push({ ...written(logOf(bodies, first), body, found), author } as EventBody & { author: PersonId });
      if (body.type === "message.created" || body.type === "reply") messages.push(bodies.length);
    }
    return logOf(bodies, first);
  });
}

interface Step {
  type: EventBody["type"] | "reply";
  target?: number;
  body?: string;
  on?: boolean;
}

/** A drawn step as a room writes it: replies hang under first messages, and a deleted one says what is left. */
function written(log: readonly RoomEvent[], step: Step, found: number): object {
  const target = log[found - 1];
  const root = target?.type === "message.created" ? (target.thread ?? found) : found;
  if (step.type === "reply") {
    return { type: "message.created", body: step.body, thread: root, ...(step.on ? { inRoom: true } : {}) };
  }
  if (step.type !== "message.deleted") return "target" in step ? { ...step, target: found } : step;
  if (root === found) return { type: "message.deleted", target: found };
  const gone = new Set(log.flatMap((event) => (event.type === "message.deleted" ? [event.target] : [])));
  const left = log.filter((event) => event.seq !== found && !gone.has(event.seq) && rootOf(event) === root);
  const replies = left.filter(({ type }) => type === "message.created").reduce<RepliesView | null>(withReply, null);
  return { type: "message.deleted", target: found, thread: root, replies };
}
