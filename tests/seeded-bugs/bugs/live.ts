/** What is seen of a tenant and of the installation. */
import type { SeededBug } from "../seeded-bug";

const pulse = "durable-objects/meter/pulse.worker.test.ts";
const board = "durable-objects/board/board.worker.test.ts";
const installation = "durable-objects/installation.worker.test.ts";

export const LIVE_BUGS: readonly SeededBug[] = [
  {
    breaks: "REP-04",
    what: "calls that Postgres has are forgotten in sleep",
    file: "durable-objects/meter/live-meter.ts",
    find: "(rows) => this.pulse.sent(rows, Date.now())",
    replace: "() => undefined",
    project: "workers",
    tests: [pulse],
  },
  {
    breaks: "REP-04",
    what: "a socket that goes is told to nobody",
    file: "durable-objects/room/seats.ts",
    find: `    this.held.delete(socket);
    this.onChange();
    return seat;`,
    replace: `    this.held.delete(socket);
    return seat;`,
    project: "workers",
    tests: [board],
  },
  {
    breaks: "REP-04",
    what: "rows that wait are told only with the next socket",
    file: "durable-objects/room/outbox.ts",
    find: "    this.onLate();",
    replace: "",
    project: "workers",
    tests: [board],
  },
  {
    breaks: "OPS-03",
    what: "anybody may scrape",
    file: "lib/observe/server/routes.ts",
    find: "if (!good) throw",
    replace: "if (!good && sent === secret) throw",
    project: "workers",
    tests: [installation],
  },
  {
    breaks: "OPS-03",
    what: "a label's quotes are not escaped",
    file: "lib/observe/core/exposition.ts",
    find: `.replaceAll('"', '\\\\"')`,
    replace: "",
    project: "unit",
    tests: ["lib/observe/core/metrics.test.ts"],
  },
  {
    breaks: "OPS-03",
    what: "the trace ends at the door of an object",
    file: "lib/platform/trace-calls.ts",
    find: "if (isMark(last)) {",
    replace: "if (isMark(last) && name === args.join()) {",
    project: "workers",
    tests: ["durable-objects/trace.worker.test.ts"],
  },
  {
    breaks: "TEN-08",
    what: "operators see what an erased tenant was, by its name",
    file: "durable-objects/installation.ts",
    find: "if (round.tenants) this.forgetAllBut(new Set(round.tenants));",
    replace: "",
    project: "workers",
    tests: [installation],
  },
];
