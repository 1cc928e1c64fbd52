/** Looks at Postgres from the side, as the superuser: never through the rooms, since a call would wake them. */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { SqlRecord } from "../checker/records";

export interface PostgresWatch {
  /** Resolves when a statement goes through. */
  answers(): Promise<void>;
  /** Resolves true when every room's log is there, without holes, up to its head; false when it is not in time. */
  holds(heads: ReadonlyMap<string, number>, withinMs: number): Promise<boolean>;
  dump(rooms: readonly string[]): Promise<SqlRecord[]>;
}

/** @param adminUrl asked anew for each connection: the password changes when the server starts again. */
export function watchPostgres(adminUrl: () => string): PostgresWatch {
  async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const url = new URL(adminUrl());
    url.pathname = "/parlor";
    const client = new pg.Client({ connectionString: url.href, connectionTimeoutMillis: 2_000, query_timeout: 60_000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  return {
    async answers() {
      while (
        !(await query("select 1").then(
          () => true,
          () => false,
        ))
      )
        await sleep(50);
    },
    async holds(heads, withinMs) {
      const giveUpMs = performance.now() + withinMs;
      while (performance.now() < giveUpMs) {
        const rows = await query<{ room_id: string; count: string }>(
          "select room_id, count(*) from room_events e join unnest($1::uuid[], $2::bigint[]) as h(room, head) on room_id = room and seq <= head group by 1",
          [[...heads.keys()], [...heads.values()]],
        ).catch(() => []);
        const counts = new Map(rows.map((row) => [row.room_id, Number(row.count)]));
        if ([...heads].every(([room, head]) => counts.get(room) === head)) return true;
        await sleep(100);
      }
      return false;
    },
    async dump(rooms) {
      const events = await query<{
        room_id: string;
        seq: string;
        type: string;
        author_id: string;
        client_id: string;
        body: string | null;
      }>(
        "select room_id, seq, type, author_id, client_id, data->>'body' as body from room_events where room_id = any($1::uuid[]) order by 1, 2",
        [rooms],
      );
      const messages = await query<{
        room_id: string;
        seq: string;
        author_id: string;
        client_id: string;
        body: string;
      }>(
        "select room_id, seq, author_id, client_id, body from messages where room_id = any($1::uuid[]) order by 1, 2",
        [rooms],
      );
      const reactions = await query<{ room_id: string; seq: string; emoji: string; person_id: string }>(
        "select room_id, seq, emoji, person_id from message_reactions where active and room_id = any($1::uuid[])",
        [rooms],
      );
      const place = (row: { room_id: string; seq: string }) => ({ room: row.room_id, seq: Number(row.seq) });
      const author = (row: { author_id: string; client_id: string }) => ({ author: row.author_id, id: row.client_id });
      return [
        ...events.map(
          (row) => ({ table: "room_events", ...place(row), ...author(row), type: row.type, body: row.body }) as const,
        ),
        ...messages.map((row) => ({ table: "messages", ...place(row), ...author(row), body: row.body }) as const),
        ...reactions.map(
          (row) => ({ table: "message_reactions", ...place(row), emoji: row.emoji, person: row.person_id }) as const,
        ),
      ];
    },
  };
}
