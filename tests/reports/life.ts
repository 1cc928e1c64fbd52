import { randomOf, type Random } from "@/bench/archive/random";
import { conversationMessage, conversationRow } from "@/db/testing/conversation-rows";
import { usageRow } from "@/db/testing/estate";
import { metaOf } from "@/db/testing/room-history";
import type { KeptMessage } from "@/lib/assistant/kept";
import {
  newId,
  type ClientId,
  type ConversationId,
  type KeyId,
  type PersonId,
  type ProjectId,
  type ReservationId,
  type RoomId,
} from "@/lib/platform/ids";
import type { LedgerRow } from "@/lib/quotas/core/ledger";
import type { RoomEvent } from "@/lib/rooms/protocol";
import { momentIn } from "./moments";
import type { World, WorldConversation, WorldRoom } from "./world";

/** Something that comes to Postgres; maybe late, maybe twice. */
export type Delivery =
  | { kind: "log"; room: WorldRoom; events: RoomEvent[] }
  | { kind: "conversation"; one: WorldConversation; version: number }
  | { kind: "calls"; rows: LedgerRow[] };

/** Who is there before anything happens. Two of the projects are gone, and of the rooms all may see half. */
export function newWorld(people: readonly PersonId[], keys: World["keys"], projects: World["projects"]): World {
  const rooms = Array.from({ length: 12 }, (_, at) => ({
    ...{ id: newId<RoomId>(), name: `room ${at}`, isOpenToAll: at % 2 === 0, log: [], arrived: new Set<number>() },
  }));
  const gone = [{ id: newId<ProjectId>(), name: null }];
  return { people: [...people], rooms, projects: [...projects, ...gone], keys, conversations: [], calls: new Map() };
}

/**
 * Makes so many random events, and puts what they are delivered in into a random order: some deliveries come twice, some
 * long after what came after them.
 */
export function liveOn(world: World, seed: number, events: number): Delivery[] {
  const random = randomOf(seed);
  const deliveries: Delivery[] = [];
  const third = Math.ceil(events / 3);
  for (const room of world.rooms) {
    const log = roomEvents(random, room, world.people, Math.ceil((third * 2) / 1.2 / world.rooms.length));
    while (log.length > 0) deliveries.push({ kind: "log", room, events: log.splice(0, 1 + random.below(150)) });
  }
  for (let made = 0; made < third / 2;) {
    const one = conversationOf(random, world);
    world.conversations.push(one);
    made += one.versions.length;
    for (const version of one.versions.keys()) deliveries.push({ kind: "conversation", one, version });
  }
  for (let made = 0; made < third / 2;) {
    const rows = Array.from({ length: 1 + random.below(40) }, () => callOf(random, world));
    made += rows.length;
    deliveries.push({ kind: "calls", rows });
  }
  const twice = deliveries.filter(() => random.next() < 0.15);
  return [...deliveries, ...twice]
    .map((delivery) => ({ delivery, turn: random.next() }))
    .toSorted((a, b) => a.turn - b.turn)
    .map(({ delivery }) => delivery);
}

function roomEvents(random: Random, room: WorldRoom, people: readonly PersonId[], count: number): RoomEvent[] {
  const { log } = room;
  const made: RoomEvent[] = [];
  const push = (at: number, author: PersonId, body: object) => {
    const seq = log.length + 1;
    const event = { ...body, seq, at, author, clientId: newId<ClientId>() } as RoomEvent;
    log.push(event);
    made.push(event);
  };
  const [boss] = people;
  if (boss === undefined) throw new Error("A room needs somebody.");
  if (log.length === 0) {
    const visibility = room.isOpenToAll ? "public" : "private";
    push(momentIn(random), boss, {
      type: "room.created",
      meta: metaOf(room.id, boss, { name: room.name, visibility }),
    });
  }
  for (let nth = 0; nth < count; nth++) {
    const author = people[random.zipf(people.length)] ?? boss;
    const at = momentIn(random);
    const kind = random.next();
    const target = 1 + random.below(log.length);
    const isMessage = log[target - 1]?.type === "message.created";
    if (kind < 0.12 && isMessage) push(at, author, { type: "message.edited", target, body: `again ${nth}` });
    else if (kind < 0.2 && isMessage) push(at, author, { type: "message.deleted", target });
    else if (kind < 0.23) push(at, author, { type: "reaction.set", target, emoji: "x", on: true });
    else {
      const thread = kind > 0.8 && isMessage ? target : null;
      const files = kind > 0.6 && kind < 0.7 ? Array.from({ length: 1 + random.below(3) }, fileOf) : undefined;
      push(at, author, { type: "message.created", body: `said ${nth}`, thread, ...(files ? { files } : {}) });
    }
  }
  return made;
}

function fileOf() {
  return { id: newId(), name: "a.txt", type: "text/plain", size: 1 };
}

/** A conversation from its first word to its last change: answers, votes, a language that is found out, an end. */
function conversationOf(random: Random, world: World): WorldConversation {
  const id = newId<ConversationId>();
  const createdAt = momentIn(random);
  const projectId = random.pick(world.projects).id;
  const one: WorldConversation = { versions: [], conversation: null, messages: new Map() };
  let language = random.pick(["en", "de", "ne"]);
  let lastSeq = 0;
  const said: KeptMessage[] = [];
  const step = (messages: KeptMessage[], more: object = {}) => {
    const version = one.versions.length + 1;
    const changed = messages.map((message) => ({ ...message, version }));
    const facts = { projectId, language, createdAt, updatedAt: createdAt, version, lastSeq, outcome: null, ...more };
    one.versions.push({ conversation: conversationRow(id, "x", facts), messages: changed });
  };
  step([]);
  for (let turn = 1; turn <= random.below(4); turn++) {
    // Later than it began, or by a clock that was wrong.
    const at = random.next() < 0.7 ? createdAt + turn * random.below(4_000_000) : momentIn(random);
    lastSeq += 2;
    const question = conversationMessage(lastSeq - 1, "?", { at, turn, role: "visitor", state: "complete" });
    const answer = conversationMessage(lastSeq, "!", { at: at + 1, turn, ...answerOf(random) });
    said.push(answer);
    step([question, { ...answer, state: "running", outcome: undefined, trace: undefined } as unknown as KeptMessage]);
    step([answer]);
  }
  if (random.next() < 0.2) {
    language = random.pick(["en", "de", "ne"]);
    step([]);
  }
  const last = said.at(-1);
  if (last && random.next() < 0.3) step([{ ...last, vote: random.pick(["up", "up", "down"]) }]);
  // Made anew: in its place, at another time.
  if (last && random.next() < 0.2) step([{ ...last, at: momentIn(random), ...answerOf(random) }]);
  if (random.next() < 0.05) step([], { state: "erased" });
  return one;
}

function answerOf(random: Random): Partial<KeptMessage> {
  const firstTokenMs = random.next() < 0.1 ? null : Math.floor(40 * Math.exp(random.next() * 5));
  const totalMs = Math.floor(100 * Math.exp(random.next() * 5));
  const empty = { confidence: null, method: null, retrievalMs: null, passages: [], model: null, provider: null };
  const rest = {
    routeReason: null,
    redacted: [],
    injection: 0,
    refused: null,
    droppedQuotes: 0,
    intent: null,
    sentiment: null,
  };
  const outcome = random.pick(["answered", "answered", "answered", "abstained", "refused"] as const);
  const state = random.pick(["complete", "complete", "complete", "complete", "stopped", "failed"] as const);
  const role = random.next() < 0.05 ? "agent" : "assistant";
  return { role, state, outcome, trace: { ...empty, ...rest, firstTokenMs, totalMs } };
}

function callOf(random: Random, { keys, projects }: World): LedgerRow {
  const end = random.pick(["ok", "ok", "ok", "ok", "aborted", "failed", "timeout"] as const) as LedgerRow["end"];
  return usageRow({
    ...{ id: newId<ReservationId>(), at: momentIn(random), end },
    keyId: random.next() < 0.5 ? random.pick(keys).id : (random.pick(projects).id as string as KeyId),
    model: random.pick(["a/large", "a/small", "b/one", "Ü"]),
    provider: end === "failed" ? "" : random.pick(["a", "b"]),
    promptTokens: random.below(10_000),
    completionTokens: random.below(3_000),
    cost: random.below(1_000_000_000),
    firstTokenMs: random.next() < 0.3 ? null : random.below(3_000),
    totalMs: random.below(60_000),
  });
}
