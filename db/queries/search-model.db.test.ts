/** Random lives of rooms, and every search compared with one that reads everything and knows no index (MSG-15). */
import fc from "fast-check";
import { expect, it } from "vitest";
import { newId, type ClientId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import type { RoomEvent } from "@/lib/rooms/protocol";
import { parseQuery } from "@/lib/search/core/parse-query";
import type { TenantDb } from "../client";
import type { SearchWish } from "../search/conditions";
import { withDatabase } from "../testing/database";
import { metaOf, type EventBody } from "../testing/room-history";
import { projectEvents } from "./room-log";
import { findMatches, readHits } from "./search";

const database = withDatabase();

const PEOPLE = 4;
const ROOMS = 4;
const BORN_AT = Date.UTC(2026, 0, 1);
const WORDS =
  "deploy deployment redeploy go ego 10.0.0.7 10.0.0.70 東京都 京都 release notes x c++ https://a.example".split(" ");

/** What is asked, and what it means, said without grams, folding or SQL. */
const QUESTIONS: Record<string, (message: Said) => boolean> = {
  deploy: ({ body }) => body.includes("deploy"),
  "deploy*": ({ body }) => /(^|\s)deploy/.test(body),
  '"release notes"': ({ body }) => /(^|\s)release notes(\s|$)/.test(body),
  go: ({ body }) => /(^|\s)go(\s|$)/.test(body),
  "ego -go": ({ body }) => /ego/.test(body) && !/(^|\s)go(\s|$)/.test(body),
  "10.0.0.7": ({ body }) => body.includes("10.0.0.7"),
  京: ({ body }) => body.includes("京"),
  "京都 x": ({ body }) => body.includes("京都") && /(^|\s)x(\s|$)/.test(body),
  "c++": ({ body }) => body.includes("c++"),
  "has:link": ({ body }) => body.includes("https://"),
  "is:thread deploy": ({ body, thread }) => thread !== null && body.includes("deploy"),
  "nowhere at all": () => false,
};

interface Said {
  room: number;
  seq: number;
  at: number;
  author: number;
  body: string;
  thread: number | null;
}

interface Model {
  heads: number[];
  members: Set<number>[];
  said: Said[];
  clock: number;
}

const nth = (count: number) => fc.nat(count - 1);
const body = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
const place = { room: nth(ROOMS), who: nth(PEOPLE) };
const pick = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("say" as const), ...place, body, tick: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("reply" as const), ...place, body, pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("edit" as const), body, pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("delete" as const), pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("join" as const), ...place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("leave" as const), ...place }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const asking = fc.record({
  text: fc.constantFrom(...Object.keys(QUESTIONS)),
  who: nth(PEOPLE),
  rooms: fc.option(fc.uniqueArray(nth(ROOMS), { minLength: 1 }), { freq: 1 }),
  author: fc.option(nth(PEOPLE), { freq: 1 }),
  half: fc.constantFrom("all", "all", "old", "new"),
  // So short that each way is taken: the walk, the longer walk, the index.
  walk: fc.constantFrom({ rows: 2, longRows: 4 }, { rows: 6, longRows: 60 }, { rows: 4_000, longRows: 20_000 }),
  page: fc.integer({ min: 1, max: 5 }),
});
type AskingOf = typeof asking extends fc.Arbitrary<infer T> ? T : never;

it("finds what an exhaustive search finds, and nothing its asker may not see", async () => {
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(fc.array(step, { minLength: 25, maxLength: 40 }), fc.array(asking, { minLength: 8, maxLength: 8 })),
        {
          minLength: 3,
          maxLength: 4,
        },
      ),
      async (chapters) => {
        const people = Array.from({ length: PEOPLE }, () => newId<PersonId>());
        const rooms = Array.from({ length: ROOMS }, () => newId<RoomId>());
        const ours = database.tenant(newId<TenantId>());
        // Another tenant has the same people and rooms by id, everybody is everywhere, and all is said there.
        const foreign = database.tenant(newId<TenantId>());
        const model = await found(ours, rooms, people, [0, 1]);
        const theirs = await found(foreign, rooms, people, [0, 1, 2, 3]);
        for (let room = 0; room < ROOMS; room++)
          await live(foreign, rooms, people, theirs, [{ kind: "say", room, who: 0, body: WORDS.join(" "), tick: 1 }]);
        for (const [steps, askings] of chapters) {
          await live(ours, rooms, people, model, steps);
          for (const one of askings) {
            const expected = exhaustive(model, rooms, one);
            hits += expected.length;
            expect(await ask(ours, rooms, people, model, one), JSON.stringify(one)).toEqual(expected);
          }
        }
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
  expect(hits).toBeGreaterThan(200);
}, 240_000);

/** Every room with these people in it. */
async function found(
  db: TenantDb,
  rooms: readonly RoomId[],
  people: readonly PersonId[],
  inside: readonly number[],
): Promise<Model> {
  const model: Model = { heads: rooms.map(() => 0), members: rooms.map(() => new Set(inside)), said: [], clock: 0 };
  for (const [at, room] of rooms.entries()) {
    const bodies: EventBody[] = [
      { type: "room.created", meta: metaOf(room, idOf(people, 0), { visibility: "private" }) },
      ...inside.map((who): EventBody => ({ type: "member.joined", person: idOf(people, who), role: "member" })),
    ];
    const events = bodies.map((one) => stamp(model, at, idOf(people, 0), one));
    await projectEvents(db, room, events, []);
  }
  return model;
}

/** Takes steps, and brings each room's events to Postgres in one batch. */
async function live(
  db: TenantDb,
  rooms: readonly RoomId[],
  people: readonly PersonId[],
  model: Model,
  steps: readonly Step[],
) {
  const batches = rooms.map((): RoomEvent[] => []);
  const push = (room: number, author: number, one: EventBody) => {
    const event = stamp(model, room, idOf(people, author), one);
    batches[room]?.push(event);
    return event;
  };
  for (const one of steps) {
    switch (one.kind) {
      case "say":
      case "reply": {
        const { room, who, body } = one;
        if (one.kind === "say") model.clock += one.tick;
        const roots = model.said.filter((said) => said.room === room && said.thread === null);
        const root = one.kind === "reply" ? roots[Math.floor(one.pick * roots.length)] : null;
        if (root === undefined) break;
        const thread = root?.seq ?? null;
        const { seq, at } = push(room, who, { type: "message.created", body, thread });
        model.said.push({ room, seq, at, author: who, body, thread });
        break;
      }
      case "edit":
      case "delete": {
        const said = model.said[Math.floor(one.pick * model.said.length)];
        if (said === undefined) break;
        const left = said.thread === null ? {} : { thread: said.thread, replies: null };
        if (one.kind === "edit")
          push(said.room, said.author, { type: "message.edited", target: said.seq, body: one.body });
        else push(said.room, said.author, { type: "message.deleted", target: said.seq, ...left });
        model.said = model.said.flatMap((other) =>
          other !== said ? other : one.kind === "edit" ? { ...said, body: one.body } : [],
        );
        break;
      }
      case "join":
        push(one.room, 0, { type: "member.joined", person: idOf(people, one.who), role: "member" });
        model.members[one.room]?.add(one.who);
        break;
      case "leave":
        push(one.room, one.who, { type: "member.left", person: idOf(people, one.who) });
        model.members[one.room]?.delete(one.who);
        break;
      default:
        one satisfies never;
    }
  }
  for (const [at, batch] of batches.entries())
    if (batch.length > 0) await projectEvents(db, rooms[at] ?? newId<RoomId>(), batch, []);
}

/** Messages of several rooms may have the same moment. */
function stamp(model: Model, room: number, author: PersonId, one: EventBody): RoomEvent {
  const seq = (model.heads[room] ?? 0) + 1;
  model.heads[room] = seq;
  return { ...one, seq, at: BORN_AT + model.clock * 1_000, author, clientId: newId<ClientId>() } as RoomEvent;
}

const half = (model: Model) => BORN_AT + Math.floor(model.clock / 2) * 1_000;

function exhaustive(
  model: Model,
  rooms: readonly RoomId[],
  { text, who, rooms: asked, author, half: part }: AskingOf,
): string[] {
  const order = ({ room }: Said) => rooms[room] ?? "";
  return model.said
    .filter((said) => model.members[said.room]?.has(who))
    .filter((said) => asked === null || asked.includes(said.room))
    .filter((said) => author === null || said.author === author)
    .filter(({ at }) => part === "all" || (part === "new") === at >= half(model))
    .filter((said) => QUESTIONS[text]?.(said))
    .toSorted((a, b) => b.at - a.at || (order(a) < order(b) ? 1 : order(a) > order(b) ? -1 : b.seq - a.seq))
    .map((said) => `${said.room} ${said.seq} ${said.body}`);
}

/** Page after page, as a browser asks. */
async function ask(
  db: TenantDb,
  rooms: readonly RoomId[],
  people: readonly PersonId[],
  model: Model,
  one: AskingOf,
): Promise<string[]> {
  const parsed = parseQuery(one.text);
  if (!parsed.ok) throw new Error(parsed.problem.code);
  const { terms, not, has, isThread } = parsed.query;
  const person = idOf(people, one.who);
  const seen: string[] = [];
  let after: SearchWish["after"] = null;
  do {
    const wish: SearchWish = {
      terms,
      not,
      has,
      isThread,
      rooms: one.rooms === null ? null : one.rooms.map((room) => rooms[room] ?? newId<RoomId>()),
      authors: one.author === null ? null : [idOf(people, one.author)],
      fromMs: one.half === "new" ? half(model) : null,
      toMs: one.half === "old" ? half(model) : null,
      after,
    };
    const page = await findMatches(db, person, wish, one.page, one.walk);
    const hits = await readHits(db, person, page.matches);
    seen.push(...hits.map((hit) => `${rooms.indexOf(hit.room)} ${hit.seq} ${hit.body}`));
    after = page.next;
  } while (after !== null);
  return seen;
}

function idOf(people: readonly PersonId[], at: number): PersonId {
  return people[at] ?? newId<PersonId>();
}
