import { startParlor } from "@/bench/rooms/targets/parlor";
import { measureRound } from "@/bench/rooms/round";
import { PROFILES } from "@/bench/rooms/cells";
import { startDatabaseProcess } from "@/tests/chaos/stack/database";
import { cpuMsOfTree } from "@/bench/measure/cpu";
const db = await startDatabaseProcess({dir:"/tmp/chaos/pgb", postgresPort: 8898, sqlPort: 8899});
const noDb = { appUrl: db.appUrl, sqlUrl: db.sqlUrl, cpuMs: () => cpuMsOfTree(db.pid) };
const p = await startParlor("/tmp/chaos/parlor", 8883, noDb);

const cpu = p.cpuMs; p.cpuMs = () => { console.log("READY"); return cpu(); };
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
await db.stop(); process.exit(0);
