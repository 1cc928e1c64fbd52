/** What people do in rooms, and what they keep for themselves. The room decides, by who is in it. */
import { TENANT_ROLES } from "@/lib/access/core/permissions";
import { newId } from "@/lib/platform/ids";
import type { TenantRole } from "@/lib/rooms/server/objects";
import { until } from "../installation";
import type { Place } from "../places";
import { type Act, type Acts, everybody, fresh, type Ids, onlyOwner, runsTenant } from "./act";

const clientId = () => newId();
const FAR_MS = 86_400_000;

/** A private channel of the owner with these roles in it. */
async function makeRoom(place: Place, roles: readonly TenantRole[], visibility = "private") {
  const people = roles.filter((role) => role !== "owner").map((role) => place.people[role]);
  const { room } = await place.ask<{ room: { roomId: string } }>("owner", "POST", "rooms", {
    ...{ clientId: clientId(), kind: "channel", name: fresh("room"), visibility },
    ...(people.length > 0 ? { people } : {}),
  });
  return { room: room.roomId };
}
const withAll = (place: Place) => makeRoom(place, TENANT_ROLES);
export const closed = (place: Place) => makeRoom(place, []);
export const sharedRoom = (place: Place) => place.once("shared room", () => withAll(place));

/** A message of the member's in a room with everybody. */
export const message = (place: Place) =>
  place.once("message", async () => {
    const ids = await withAll(place);
    await say(place, ids.room, "member");
    return { ...ids, seq: await lastSeq(place, ids.room) };
  });

/** One that the owner wrote to nobody. */
export const closedMessage = (place: Place) =>
  place.once("closed message", async () => {
    const ids = await makeRoom(place, []);
    await say(place, ids.room, "owner");
    return { ...ids, seq: await lastSeq(place, ids.room) };
  });

/** By the door for what is to be said later: now. */
async function say(place: Place, room: string, who: TenantRole): Promise<void> {
  await place.ask(who, "POST", "scheduled", { clientId: clientId(), room, body: "Hello.", at: 0 });
}

async function lastSeq(place: Place, room: string): Promise<string> {
  let seq = 0;
  await until(async () => {
    const { messages } = await place.ask<{ messages: { seq: number }[] }>("owner", "GET", `rooms/${room}/messages`);
    seq = messages.at(-1)?.seq ?? 0;
    return seq > 0;
  });
  return String(seq);
}

/** For those who are not in it there is no such room, whatever else they may. */
function unseen(route: string, { body, query }: Pick<Act, "body" | "query">): Acts {
  const own = async (place: Place) => ({ ...(await closed(place)), person: place.people.owner });
  const act = { ...(body ? { body } : {}), ...(query ? { query } : {}) };
  return { [`${route} (of a room one is not in)`]: { ...act, may: onlyOwner, refused: 404, own } };
}

/** What everybody in a room may do there. */
function inRoom(route: string, act: Pick<Act, "body" | "good">, own: NonNullable<Act["own"]> = sharedRoom): Acts {
  return { [route]: { ...act, may: everybody, own }, ...unseen(route, act) };
}

const ROOM = "/api/t/[tenant]/rooms/[room]";
const newFile = () => ({ clientId: clientId(), name: "a.txt", size: 3 });
async function makeFile(place: Place, who: TenantRole) {
  const { room } = await sharedRoom(place);
  const { id } = await place.ask<{ id: string }>(who, "POST", `rooms/${room}/files`, newFile());
  return { room, file: id };
}
export const ownersFile = (place: Place) => makeFile(place, "owner");
const addOne = ({ person }: Ids) => ({ clientId: clientId(), people: [person] });
const makeOwner = () => ({ clientId: clientId(), role: "owner" });
const removeOne = () => `?clientId=${clientId()}`;
const later = ({ room }: Ids) => ({ clientId: clientId(), room, body: "Later.", at: Date.now() + FAR_MS });

export const ACTS_IN_ROOMS: Acts = {
  "POST /api/t/[tenant]/rooms": {
    may: (role) => role !== "guest",
    own: async ({ people }) => ({ person: people.admin }),
    body: ({ person }) => ({
      ...{ clientId: clientId(), kind: "channel", name: fresh("made"), visibility: "private", people: [person] },
    }),
  },
  ...inRoom(`PATCH ${ROOM}`, { body: () => ({ clientId: clientId(), topic: fresh() }) }),
  [`PATCH ${ROOM} (its name)`]: {
    may: runsTenant,
    own: sharedRoom,
    known: true,
    body: () => ({ clientId: clientId(), name: fresh("named") }),
  },
  [`PATCH ${ROOM} (archives it)`]: {
    may: runsTenant,
    own: withAll,
    known: true,
    body: () => ({ clientId: clientId(), archived: true }),
  },
  // For a guest there are only the people of their rooms.
  [`POST ${ROOM}/members`]: {
    may: (role) => role !== "guest",
    refused: 404,
    own: async (place) => ({ ...(await withAll(place)), person: await place.newcomer("member") }),
    known: true,
    body: addOne,
  },
  ...unseen(`POST ${ROOM}/members`, { body: addOne }),
  [`PATCH ${ROOM}/members/[person]`]: {
    may: runsTenant,
    own: async (place) => ({ ...(await withAll(place)), person: place.people.member }),
    known: true,
    body: makeOwner,
  },
  ...unseen(`PATCH ${ROOM}/members/[person]`, { body: makeOwner }),
  [`DELETE ${ROOM}/members/[person]`]: {
    may: runsTenant,
    own: async (place) => {
      const ids = { ...(await withAll(place)), person: await place.newcomer("member") };
      await place.ask("owner", "POST", `rooms/${ids.room}/members`, addOne(ids));
      return ids;
    },
    known: true,
    query: removeOne,
    idle: ["person"],
  },
  ...unseen(`DELETE ${ROOM}/members/[person]`, { query: removeOne }),
  // The last owner of a room stays.
  ...inRoom(`POST ${ROOM}/leave`, { body: () => ({ clientId: clientId() }), good: [200, 409] }, withAll),
  [`POST ${ROOM}/join`]: {
    may: (role) => role !== "guest",
    refused: 404,
    own: (place) => makeRoom(place, [], "public"),
    body: () => ({ clientId: clientId() }),
  },
  [`POST ${ROOM}/join (a private one)`]: {
    may: onlyOwner,
    refused: 404,
    own: closed,
    body: () => ({ clientId: clientId() }),
  },
  ...inRoom(`POST ${ROOM}/ticket`, { body: () => ({}) }),
  ...inRoom(`PATCH ${ROOM}/notifications`, { body: () => ({ level: "mentions" }) }),
  ...inRoom(`POST ${ROOM}/files`, { body: newFile }),
  [`DELETE ${ROOM}/files/[file]`]: { may: everybody, own: makeFile },
  [`DELETE ${ROOM}/files/[file] (somebody else's)`]: {
    may: onlyOwner,
    refused: 404,
    known: ["room"],
    own: ownersFile,
  },
  // One's own message is not reported.
  [`POST ${ROOM}/reports`]: {
    may: (role) => role !== "member",
    own: message,
    known: true,
    body: ({ seq }) => ({ seq: Number(seq), reason: "other" }),
  },
  "POST /api/t/[tenant]/saved": {
    may: everybody,
    own: message,
    body: ({ room, seq }) => ({ room, seq: Number(seq), state: "todo" }),
  },
  "POST /api/t/[tenant]/saved (of a room one is not in)": {
    may: onlyOwner,
    refused: 404,
    own: closedMessage,
    body: ({ room, seq }) => ({ room, seq: Number(seq), state: "todo" }),
  },
  "POST /api/t/[tenant]/scheduled": {
    may: everybody,
    own: sharedRoom,
    body: later,
  },
  "POST /api/t/[tenant]/scheduled (in a room one is not in)": {
    may: onlyOwner,
    refused: 404,
    own: closed,
    body: later,
  },
  ...scheduled("PATCH", { body: () => ({ body: fresh() }) }),
  ...scheduled("DELETE", {}),
  "POST /api/t/[tenant]/inbox/ticket": { may: everybody, body: () => ({}) },
  "PATCH /api/t/[tenant]/notifications": { may: everybody, body: () => ({ sound: true }) },
  "POST /api/t/[tenant]/notifications/subscriptions": {
    may: everybody,
    body: () => ({
      ...{ endpoint: `https://push.example.com/${fresh()}`, auth: "A".repeat(22), label: "Browser" },
      p256dh: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
    }),
  },
  // Nobody learns whether there was one.
  "DELETE /api/t/[tenant]/notifications/subscriptions/[subscription]": {
    may: everybody,
    own: async () => ({ subscription: newId() }),
    idle: ["subscription"],
  },
  "POST /api/t/[tenant]/emoji": {
    may: ["emoji", "create"],
    body: () => ({ name: fresh("e"), size: 100 }),
  },
  // Whoever added it, and administrators; everybody sees which there are.
  "DELETE /api/t/[tenant]/emoji/[emoji]": { may: ["emoji", "create"], own: newEmoji((as) => as), known: true },
  "DELETE /api/t/[tenant]/emoji/[emoji] (somebody else's)": {
    may: ["emoji", "delete"],
    own: newEmoji(() => "guest"),
    known: true,
  },
};

/** Each inbox has its own: somebody else's are not there. */
function scheduled(method: string, act: Pick<Act, "body">): Acts {
  const route = `${method} /api/t/[tenant]/scheduled/[message]`;
  const of = async (place: Place, who: TenantRole) => {
    const { room } = await sharedRoom(place);
    const id = clientId();
    await place.ask(who, "POST", "scheduled", { ...later({ room }), clientId: id });
    return { message: id };
  };
  return {
    [route]: { ...act, may: everybody, own: of },
    [`${route} (somebody else's)`]: { ...act, may: onlyOwner, refused: 404, own: (place) => of(place, "owner") },
  };
}

export function newEmoji(author: (as: TenantRole) => TenantRole): NonNullable<Act["own"]> {
  return async (place, as) => {
    const emoji = newId();
    await place.sql(
      `insert into custom_emoji (tenant_id, id, name, author_id, type, size, width, height)
       values ($1, $2, $3, $4, 'image/png', 1, 16, 16)`,
      [emoji, fresh("e"), place.people[author(as)]],
    );
    return { emoji };
  };
}
