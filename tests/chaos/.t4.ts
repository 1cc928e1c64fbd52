import { startParlor } from "@/bench/rooms/targets/parlor";
import { measureRound } from "@/bench/rooms/round";
import { PROFILES } from "@/bench/rooms/cells";
const noDb = { appUrl: "postgres://a:b@localhost:1/x", sqlUrl: "http://127.0.0.1:1/sql", cpuMs: () => 0 };
const p = await startParlor("/tmp/chaos/parlor", 8883, noDb);
p.drained = async () => {};
const which = Number(process.argv[2] ?? 0);
const cell = PROFILES.full.cells[which]!;
for (let i = 0; i < Number(process.argv[3] ?? 3); i++) {
  const r = await measureRound(p, cell, {
    ...PROFILES.full,
    durationMs: Number(process.argv[4] ?? 2500),
    messagesMax: 60000,
  });
  console.log(
    cell.name,
    JSON.stringify(r, (k, v) => (typeof v === "number" ? Number(v.toPrecision(4)) : v)),
  );
}
await p.stop();
process.exit(0);
