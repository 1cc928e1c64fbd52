/**
 * `npm run bench:history`: pages of history, jumps to a date and to the first unread message over a million messages in
 * a real Postgres, by the functions the product asks, as the app role under row-level security.
 */
import { writeFile } from "node:fs/promises";
import { tenantDb } from "@/db/client";
import { findSeqAt, readPage, type PageWish } from "@/db/queries/history";
import { LIMITS } from "@/lib/rooms/protocol";
import type { LoadedRoom } from "../archive/load";
import { openArchive } from "../archive/open";
import { randomOf } from "../archive/random";
import { loadAverage } from "../measure/cpu";
import { parseBenchOptions } from "../measure/options";
import { percentilesOf } from "../measure/percentiles";
import { round3 } from "../measure/spread";
import { tableOf } from "../measure/table";

const BOUND_MS = 10;
const WARM_UP = 50;
const limit = LIMITS.pageSize;

const options = parseBenchOptions("bench:history", { out: "bench-history.json", port: 8940 });
const say = (line: string) => void process.stdout.write(`${line}\n`);
const messages = options.quick ? 50_000 : 1_000_000;
const rounds = options.quick ? 100 : 1_000;

const archive = await openArchive({ dir: options.dir, port: options.port, messages, say });
try {
  const db = tenantDb(archive.env, archive.tenant.id);
  const random = randomOf(5);
  const page = async (room: LoadedRoom, wish: PageWish) => {
    const read = await readPage(db, room.id, wish);
    if (read === null || (room.messages > limit * 4 && read.messages.length === 0)) throw new Error("A page is empty.");
  };
  // Where messages are, there is reading: a message is drawn first, then its room is asked.
  const starts = archive.tenant.rooms.map((_, nth, all) =>
    all.slice(0, nth).reduce((sum, room) => sum + room.messages, 0),
  );
  const place = (): { room: LoadedRoom; seq: number } => {
    const drawn = random.below(archive.tenant.rooms.reduce((sum, room) => sum + room.messages, 0));
    const nth = starts.findLastIndex((start) => start <= drawn);
    const room = archive.tenant.rooms[nth];
    if (room === undefined) throw new Error("There is no room.");
    return { room, seq: 1 + drawn - (starts[nth] ?? 0) };
  };
  const day = () => Date.UTC(2016 + random.below(10), random.below(12), 1 + random.below(28));
  const work = {
    "newest page of a room": () => at(({ room }) => page(room, { before: room.messages + 1, limit })),
    "page before a seq": () => at(({ room, seq }) => page(room, { before: seq + 1, limit })),
    "page after a seq": () => at(({ room, seq }) => page(room, { after: seq - 1, limit })),
    "first unread: page around a seq": () => at(({ room, seq }) => page(room, { around: seq, limit })),
    "jump to a date: its message": () => at(({ room }) => findSeqAt(db, room.id, day())),
    "jump to a date: message and page": () =>
      at(async ({ room }) => {
        const seq = await findSeqAt(db, room.id, day());
        if (seq !== null) await page(room, { around: seq, limit });
      }),
  };
  const rows: string[][] = [];
  const figures: Record<string, object> = {};
  let passed = true;
  for (const [name, once] of Object.entries(work)) {
    if (!name.includes(options.only ?? "")) continue;
    for (let nth = 0; nth < WARM_UP; nth++) await once();
    const times: number[] = [];
    const cpus: number[] = [];
    for (let nth = 0; nth < rounds; nth++) {
      const cpuBefore = archive.cpuMs();
      const startMs = performance.now();
      await once();
      times.push(performance.now() - startMs);
      cpus.push(archive.cpuMs() - cpuBefore);
    }
    const { p50, p95, p99 } = percentilesOf(times);
    const cpu = percentilesOf(cpus);
    passed &&= p95 <= BOUND_MS;
    figures[name] = { p50, p95, p99, cpu, bound: BOUND_MS, rounds };
    const verdict = p95 <= BOUND_MS ? "pass" : "FAIL";
    rows.push([
      name,
      round3(p50),
      round3(p95),
      round3(p99),
      `${round3(cpu.p50)} / ${round3(cpu.p95)}`,
      String(rounds),
      String(BOUND_MS),
      verdict,
    ]);
  }
  say(
    tableOf(
      [`${messages} messages, pages of ${limit}, ms`, "p50", "p95", "p99", "CPU p50 / p95", "times", "bound p95", ""],
      rows,
    ),
  );
  say(`load ${loadAverage()}`);
  say(passed ? "PASS" : "FAIL");
  await writeFile(options.out, JSON.stringify({ messages, figures, passed }, null, 1));
  process.exitCode = passed ? 0 : 1;

  function at<T>(run: (where: { room: LoadedRoom; seq: number }) => Promise<T>): Promise<T> {
    return run(place());
  }
} finally {
  await archive.close();
}
process.exit();
