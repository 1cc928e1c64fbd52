import { startParlor } from "@/bench/rooms/targets/parlor";
import { startRealtime } from "@/tests/chaos/stack/realtime";
import { measureRound } from "@/bench/rooms/round";
import { PROFILES } from "@/bench/rooms/cells";
import type { SourceEdit } from "@/tests/chaos/stack/build-worker";
const gather = (body: string): SourceEdit[] => [
  {
    file: "durable-objects/room/flush.ts",
    replace: [
      {
        text: `    let seen = 0;
    while (this.waiting.length > seen && this.waiting.length < FLUSH_FRAMES_MAX) {
      seen = this.waiting.length;
      await nextTurn();
    }`,
        by: body,
      },
    ],
  },
];
const quiet = (n: number) =>
  gather(`
    let seen = this.waiting.length;
    await nextTurn();
    if (this.last > 1) { let quiet = 0; while (quiet < ${n} && this.waiting.length < FLUSH_FRAMES_MAX) { seen = this.waiting.length; await nextTurn(); quiet = this.waiting.length > seen ? 0 : quiet + 1; } }
    this.last = this.waiting.length;
  }
  last = 0;
  x() {`);
const wait = (alpha: number, ms: number) =>
  gather(`
    let seen = this.waiting.length;
    await nextTurn();
    if (this.last > 1) {
      const start = performance.now(); const budget = this.parts.seats.size * ${alpha};
      do { seen = this.waiting.length; await new Promise((r) => setTimeout(r, ${ms})); } while (this.waiting.length > seen && this.waiting.length < FLUSH_FRAMES_MAX && performance.now() - start < budget);
    }
    this.last = this.waiting.length;
  }
  last = 0;
  x() {`);
const variants: Record<string, SourceEdit[]> = {
  base: [],
  q3: quiet(3),
  q5: quiet(5),
  w1: wait(0.03, 1),
  w2: wait(0.06, 1),
  w3: wait(0.1, 1),
  w4: wait(0.06, 2),
};
import { startDatabaseProcess } from "@/tests/chaos/stack/database";
import { cpuMsOfTree } from "@/bench/measure/cpu";
const db = await startDatabaseProcess({dir:"/tmp/chaos/pgb", postgresPort: 8898, sqlPort: 8899});
const noDb = { appUrl: db.appUrl, sqlUrl: db.sqlUrl, cpuMs: () => cpuMsOfTree(db.pid) };
const names = (process.argv[3] ?? "base,grow,turn2").split(",");
const ps = [] as { n: string; p: Awaited<ReturnType<typeof startParlor>> }[];
let port = 8884;
for (const n of names) {
  const p = await startParlor(`/tmp/chaos/v-${n}`, port++, noDb, variants[n]!);
  
  ps.push({ n, p });
}
for (const which of (process.argv[2] ?? "0").split(",").map(Number)) {
  const cell = PROFILES.full.cells[which]!;
  for (let i = 0; i < Number(process.argv[4] ?? 3); i++)
    for (const { n, p } of ps) {
      const r = await measureRound(p, cell, { ...PROFILES.full });
      console.log(
        cell.name,
        n.padEnd(8),
        JSON.stringify(r, (k, v) => (typeof v === "number" ? Number(v.toPrecision(4)) : v)),
      );
    }
}
for (const { p } of ps) await p.stop();
await db.stop(); process.exit(0);
