import pg from "pg";
import { projectEvents } from "@/db/queries/room-log";
import type { TenantDb } from "@/db/client";
import { newId, type ClientId, type PersonId, type RoomId } from "@/lib/platform/ids";
import type { RoomEvent } from "@/lib/rooms/protocol";
import { percentilesOf } from "../measure/percentiles";

const BATCH = 500;

/** What the marks add to a batch of 500 messages on its way from a room to Postgres: in turns with and without them. */
export async function measureWrites(
  db: TenantDb,
  person: PersonId,
  adminUrl: string,
  rounds: number,
): Promise<{ withMarks: number; without: number }> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const times = { on: [] as number[], off: [] as number[] };
  const room = newId<RoomId>();
  let seq = 0;
  const write = async (): Promise<number> => {
    const at = Date.UTC(2026, 10, 20, 12) + seq;
    const events = Array.from({ length: BATCH }, (): RoomEvent => ({
      ...{ type: "message.created", seq: ++seq, at: at + seq, author: person, clientId: newId<ClientId>() },
      ...{ body: `What somebody says to the others, ${seq}`, thread: null },
    }));
    const startMs = performance.now();
    await projectEvents(db, room, events, []);
    return performance.now() - startMs;
  };
  try {
    for (let nth = 0; nth < 3; nth++) await write();
    for (let nth = 0; nth < rounds; nth++) {
      for (const mode of nth % 2 === 0 ? (["on", "off"] as const) : (["off", "on"] as const)) {
        const verb = mode === "on" ? "enable" : "disable";
        for (const table of ["messages", "rooms"]) await admin.query(`alter table ${table} ${verb} trigger user`);
        times[mode].push(await write());
      }
    }
  } finally {
    for (const table of ["messages", "rooms"]) await admin.query(`alter table ${table} enable trigger user`);
    await admin.end();
  }
  return { withMarks: percentilesOf(times.on).p50, without: percentilesOf(times.off).p50 };
}
