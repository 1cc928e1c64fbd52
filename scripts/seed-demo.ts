/** The demo data of a local installation: two companies, their people, what they talked about, and an assistant. */
import { hashPassword } from "better-auth/crypto";
import pg from "pg";
import { WebSocket } from "ws";
import { authDb, tenantDb, type DatabaseEnv } from "@/db/client";
import { addOperator } from "@/db/operator-admin";
import { ensurePerson } from "@/db/queries/people";
import { account, member, organization, user } from "@/db/schema/auth";
import { connectImport, type ImportClient } from "@/lib/imports/client/import-client";
import { IMPORT_LIMITS, type ImportEvents } from "@/lib/imports/protocol";
import {
  derivedId,
  newId,
  type AccountId,
  type ClientId,
  type PersonId,
  type RoomId,
  type TenantId,
} from "@/lib/platform/ids";
import { SUBPROTOCOL } from "@/lib/rooms/protocol";
import { mintTicket } from "@/lib/rooms/server/ticket";
import { demoProjectId, makeAssistant } from "./demo/assistant";
import { teachAssistant } from "./demo/knowledge";
import { DEMO_OPERATOR, DEMO_PASSWORD, DEMO_TENANTS, type DemoTenant } from "./demo/people";
import { DEMO_ROOMS, type DemoRoom } from "./demo/rooms";
import { parseTalk, type Said } from "./demo/talk";
import { SAID_TODAY } from "./demo/today";

export interface DemoInstallation {
  url: string;
  database: DatabaseEnv;
  /** Login of the owner of the tables; null where nobody is to be made an operator. */
  ownerUrl: string | null;
  secrets: { INTERNAL_SECRET: string; TICKET_SECRET: string };
}

export interface DemoSignIns {
  people: { name: string; email: string; password: string; tenant: string }[];
  tenants: { id: TenantId; slug: string; name: string }[];
  /** Absent where there is none, or from before there were any. */
  operator?: { email: string; password: string };
}

interface Place {
  tenantId: TenantId;
  people: Map<string, PersonId>;
}

/** Makes the demo data. Every id is derived from what it names, so a second run finds everything there and adds nothing. */
export async function seedDemo(installation: DemoInstallation): Promise<DemoSignIns> {
  const password = await hashPassword(DEMO_PASSWORD);
  const places = new Map<string, Place>();
  for (const tenant of DEMO_TENANTS) places.set(tenant.slug, await makeTenant(installation.database, tenant, password));
  const rooms = new Map<string, RoomId>();
  await Promise.all(
    DEMO_ROOMS.map(async (room) => {
      const place = places.get(room.tenant);
      if (place) rooms.set(`${room.tenant}/${room.key}`, await makeRoom(installation, room, place));
    }),
  );
  await sayToday(installation, places, rooms);
  await makeDemoAssistant(installation, places);
  const operator =
    installation.ownerUrl === null ? null : await makeOperator(installation, installation.ownerUrl, password);
  return {
    people: DEMO_TENANTS.flatMap(({ slug, people }) =>
      people.map(({ name, email }) => ({ name, email, password: DEMO_PASSWORD, tenant: slug })),
    ),
    tenants: DEMO_TENANTS.map(({ slug, name }) => ({ id: places.get(slug)?.tenantId ?? ("" as TenantId), slug, name })),
    ...(operator === null ? {} : { operator }),
  };
}

async function makeDemoAssistant(installation: DemoInstallation, places: Map<string, Place>): Promise<void> {
  const { database, url } = installation;
  const place = places.get("demo-company");
  if (place) {
    await makeAssistant(tenantDb(database, place.tenantId), personOf(place, "ada"), url);
    await teachAssistant(installation, { tenant: place.tenantId, project: await demoProjectId() });
  }
}

/** The account that runs the installation. */
async function makeOperator(
  { database }: DemoInstallation,
  ownerUrl: string,
  password: string,
): Promise<{ email: string; password: string }> {
  const { name, email } = DEMO_OPERATOR;
  const id = await derivedId<AccountId>("demo", "account", email);
  const db = authDb(database);
  await db.batch([
    db.insert(user).values({ id, name, email, emailVerified: true }).onConflictDoNothing(),
    db
      .insert(account)
      .values({ id, accountId: id, providerId: "credential", userId: id, password, updatedAt: new Date() })
      .onConflictDoNothing(),
  ]);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await addOperator(owner, email);
  } finally {
    await owner.end();
  }
  return { email, password: DEMO_PASSWORD };
}

/** Accounts with a proved e-mail address, the organisation, its members, and their people. */
async function makeTenant(database: DatabaseEnv, tenant: DemoTenant, password: string): Promise<Place> {
  const tenantId = await derivedId<TenantId>("demo", "tenant", tenant.slug);
  const now = new Date();
  const accounts = await Promise.all(
    tenant.people.map(async (person) => ({
      ...person,
      accountId: await derivedId<AccountId>("demo", "account", person.email),
      memberId: await derivedId("demo", "member", tenant.slug, person.email),
    })),
  );
  const db = authDb(database);
  await db.batch([
    db
      .insert(organization)
      .values({ id: tenantId, name: tenant.name, slug: tenant.slug, createdAt: now })
      .onConflictDoNothing(),
    db
      .insert(user)
      .values(accounts.map(({ accountId, name, email }) => ({ id: accountId, name, email, emailVerified: true })))
      .onConflictDoNothing(),
    db
      .insert(account)
      .values(
        accounts.map(({ accountId }) => ({
          id: accountId,
          accountId,
          providerId: "credential",
          userId: accountId,
          password,
          updatedAt: now,
        })),
      )
      .onConflictDoNothing(),
    db
      .insert(member)
      .values(
        accounts.map(({ accountId, memberId, role }) => ({
          id: memberId,
          organizationId: tenantId,
          userId: accountId,
          role,
          createdAt: now,
        })),
      )
      .onConflictDoNothing(),
  ]);
  const tenantHandle = tenantDb(database, tenantId);
  const people = await Promise.all(
    accounts.map(async ({ key, accountId, name, email, role }) => {
      const person = await ensurePerson(tenantHandle, { accountId, name, email, emailVerified: true, role });
      return [key, person.id] as const;
    }),
  );
  return { tenantId, people: new Map(people) };
}

/** A room and its past, through the same door as an import. */
async function makeRoom({ url, secrets }: DemoInstallation, room: DemoRoom, place: Place): Promise<RoomId> {
  const client = connectImport({ url, tenant: room.tenant, secret: secrets.INTERNAL_SECRET });
  const said = parseTalk(room.talk);
  const members = room.people.map((key) => personOf(place, key));
  const made = await client.room({
    source: "demo",
    team: "demo",
    sourceId: room.key,
    kind: room.kind,
    visibility: room.visibility,
    name: room.name,
    topic: room.topic,
    createdBy: personOf(place, room.people[0] ?? ""),
    createdAt: momentOf(said[0]) - 60_000,
    members,
  });
  await sendPast(client, made.room, await pastOf(room, said, place));
  return made.room;
}

async function sendPast(client: ImportClient, room: RoomId, events: ImportEvents["events"]): Promise<void> {
  for (let from = 0; from < events.length; from += IMPORT_LIMITS.eventsMax) {
    await client.events({ room, events: events.slice(from, from + IMPORT_LIMITS.eventsMax) });
  }
}

async function pastOf(room: DemoRoom, said: Said[], place: Place): Promise<ImportEvents["events"]> {
  const idOf = (...parts: string[]) => derivedId<ClientId>("demo", room.tenant, room.key, ...parts);
  const events: ImportEvents["events"] = [];
  let root: ClientId | null = null;
  for (const [index, each] of said.entries()) {
    const clientId = await idOf(String(index));
    const author = personOf(place, each.who);
    const at = momentOf(each);
    if (each.kind === "message") root = clientId;
    const source = `demo:${room.key}/${index}`;
    events.push({
      type: "message",
      clientId,
      author,
      at,
      body: each.body,
      threadClientId: each.kind === "reply" ? root : null,
      source,
    });
    for (const { emoji, who } of each.reactions) {
      for (const [nth, key] of who.entries()) {
        const reaction = await idOf(String(index), emoji, key);
        events.push({
          type: "reaction",
          clientId: reaction,
          author: personOf(place, key),
          at: at + (nth + 1) * 40_000,
          targetClientId: clientId,
          targetAuthor: author,
          emoji,
          source,
        });
      }
    }
  }
  return events;
}

/** The last words are said live, as a browser would: with a ticket, over a socket, in order. */
async function sayToday(
  { url, secrets }: DemoInstallation,
  places: Map<string, Place>,
  rooms: Map<string, RoomId>,
): Promise<void> {
  const place = places.get("demo-company");
  if (!place) return;
  for (const [index, { room: key, who, body }] of SAID_TODAY.entries()) {
    const room = rooms.get(`demo-company/${key}`);
    if (room === undefined) throw new Error(`The demo talk names the room ${key}, which there is not.`);
    const person = personOf(place, who);
    const claims = { tenant: place.tenantId, person, role: "member" as const, session: newId(), device: newId() };
    const ticket = await mintTicket(secrets.TICKET_SECRET, { aud: "room", room, ...claims }, Date.now());
    await sayOnce(url, room, ticket, {
      type: "message.send",
      clientId: await derivedId("demo", "today", String(index)),
      body,
    });
  }
}

const ACK_TIMEOUT_MS = 10_000;

/** Opens a socket, sends one frame, waits for its acknowledgement. */
function sayOnce(
  url: string,
  room: RoomId,
  ticket: string,
  frame: { clientId: string } & Record<string, unknown>,
): Promise<void> {
  const address = new URL(`/ws/rooms/${room}?v=1`, url);
  address.protocol = "ws:";
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address, [SUBPROTOCOL, `ticket.${ticket}`], { origin: url });
    const timer = setTimeout(() => fail("nothing was acknowledged"), ACK_TIMEOUT_MS);
    const end = () => {
      clearTimeout(timer);
      socket.close();
    };
    const fail = (why: string) => {
      end();
      reject(new Error(`The demo could not be said into the room: ${why}.`));
    };
    socket.on("error", (error) => fail(error.message));
    socket.on("close", (code) => fail(`the socket closed with ${code}`));
    socket.on("message", (data) => {
      if (!Buffer.isBuffer(data)) return;
      const frames = JSON.parse(data.toString()) as { type: string; clientId?: string; message?: string }[];
      for (const { type, clientId, message } of frames) {
        if (type === "welcome") socket.send(JSON.stringify(frame));
        if (clientId !== frame.clientId) continue;
        if (type === "rejected") return fail(message ?? "rejected");
        // Its own event says that it was stored, an `ack` that it was before: the demo may be said again.
        if (type === "ack" || type === "message.created") {
          resolve();
          return end();
        }
      }
    });
  });
}

function personOf({ people }: Place, key: string): PersonId {
  const person = people.get(key);
  if (person === undefined) throw new Error(`The demo talk names ${key}, whom there is not.`);
  return person;
}

/** Local wall-clock time, some days ago. */
function momentOf(said: Pick<Said, "daysAgo" | "minutes"> | undefined): number {
  const today = new Date();
  const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (said?.daysAgo ?? 0));
  return day.getTime() + (said?.minutes ?? 0) * 60_000;
}
