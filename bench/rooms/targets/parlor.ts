/** Our own room, full path: tickets, Origin, membership, dedupe, rate limiter, outbox to a real Postgres. */
import { setTimeout as sleep } from "node:timers/promises";
import { newId, type ClientId, type PersonId, type RoomId, type TenantId } from "@/lib/platform/ids";
import type { Done, RoomBirth, RoomStanding } from "@/lib/rooms/server/objects";
import { APP_ORIGIN, startRealtime, TICKET_SECRET } from "@/tests/chaos/stack/realtime";
import type { SourceEdit } from "@/tests/chaos/stack/build-worker";
import { testCall } from "@/tests/chaos/stack/test-call";
import { cpuMsOf } from "../../measure/cpu";
import type { Target } from "./target";

export interface DatabaseSide {
  appUrl: string;
  sqlUrl: string;
  cpuMs(): number;
}

const DRAIN_WITHIN_MS = 60_000;
/** Idle: at most this much CPU in that time. */
const IDLE_CPU_MS = 10;
const IDLE_FOR_MS = 300;

export async function startParlor(
  dir: string,
  port: number,
  database: DatabaseSide,
  edits: readonly SourceEdit[] = [],
): Promise<Target> {
  const tenant = newId<TenantId>();
  const workerd = await startRealtime({
    dir,
    port,
    databaseUrl: database.appUrl,
    sqlEndpoint: database.sqlUrl,
    // The limiter judges every message; it just never says no.
    sends: { sendsPer10s: 1e9, sendsBurst: 1e9 },
    edits,
  });
  const founder = newId<PersonId>();
  return {
    name: "Parlor",
    dialect: "parlor",
    origin: `ws://127.0.0.1:${port}`,
    proof: { tenant, ticketSecret: TICKET_SECRET, appOrigin: APP_ORIGIN },
    async openRoom(people) {
      const room = newId<RoomId>();
      const birth: RoomBirth = {
        tenantId: tenant,
        roomId: room,
        kind: "channel",
        visibility: "public",
        name: `bench-${room.slice(-8)}`,
        topic: "",
        createdBy: founder,
        createdAt: Date.now(),
        members: people as PersonId[],
        clientId: newId<ClientId>(),
      };
      const call = { object: "room", tenant, name: room, method: "create", args: [birth] } as const;
      const born = await testCall<Done>(workerd.origin, call);
      if (born.status !== "done") throw new Error(`The room was refused: ${born.message}`);
      await drained(room);
      await idle();
      return room;
    },
    drained,
    cpuMs: () => cpuMsOf([workerd.pid]),
    databaseCpuMs: database.cpuMs,
    stop: () => workerd.kill(),
  };

  /** A new room tells every member's inbox that it is there. Rooms are talked in long after that. */
  async function idle(): Promise<void> {
    const used = () => cpuMsOf([workerd.pid]);
    for (let before = -1, now = used(); now - before > IDLE_CPU_MS; await sleep(IDLE_FOR_MS))
      [before, now] = [now, used()];
  }

  async function drained(room: string): Promise<void> {
    const call = { object: "room", tenant, name: room, method: "standing", args: [tenant, founder] } as const;
    for (const giveUpMs = performance.now() + DRAIN_WITHIN_MS; performance.now() < giveUpMs; await sleep(100)) {
      const standing = await testCall<Done<RoomStanding>>(workerd.origin, call);
      if (standing.status === "done" && standing.flushed >= standing.head) return;
    }
    throw new Error(`The outbox of ${room} was not empty after ${DRAIN_WITHIN_MS} ms.`);
  }
}
