/**
 * `npm run bench:search`: searches of every kind over a million messages in a real Postgres, by the functions the product
 * asks, as the app role under row-level security; then 10,000 random ones, of which none may show what its asker may not see.
 */
import { writeFile } from "node:fs/promises";
import { tenantDb, type TenantDb } from "@/db/client";
import { findMatches, readHits } from "@/db/queries/search";
import { CORPUS_SEED, corpusOf } from "../archive/corpus";
import { openArchive } from "../archive/open";
import { randomOf } from "../archive/random";
import { loadAverage } from "../measure/cpu";
import { parseBenchOptions } from "../measure/options";
import { percentilesOf } from "../measure/percentiles";
import { round3 } from "../measure/spread";
import { tableOf } from "../measure/table";
import { askingsOf, CLASSES, type Asking, type ClassName } from "./askings";
import { countForbidden } from "./forbidden";

const PAGE_SIZE = 20;
const WARM_UP = 10;

const options = parseBenchOptions("bench:search", { out: "bench-search.json", port: 8930 });
const say = (line: string) => void process.stdout.write(`${line}\n`);
const messages = options.quick ? 50_000 : 1_000_000;
const rounds = options.quick ? 40 : 300;
const askings = options.quick ? 500 : 10_000;

const archive = await openArchive({ dir: options.dir, port: options.port, messages, say });
try {
  const db = tenantDb(archive.env, archive.tenant.id);
  const corpus = corpusOf(CORPUS_SEED);
  const ask = askingsOf(archive.tenant, corpus, 11);
  const names = (Object.keys(CLASSES) as ClassName[]).filter((name) => name.includes(options.only ?? ""));
  const rows: string[][] = [];
  const figures: Record<string, object> = {};
  let passed = true;
  for (const name of names) {
    for (let nth = 0; nth < WARM_UP; nth++) await search(db, ask(name));
    const times: number[] = [];
    let found = 0;
    const cpus: number[] = [];
    for (let nth = 0; nth < rounds; nth++) {
      const asking = ask(name);
      const cpuBefore = archive.cpuMs();
      const startMs = performance.now();
      const hits = await search(db, asking);
      times.push(performance.now() - startMs);
      cpus.push(archive.cpuMs() - cpuBefore);
      if (hits.length > 0) found++;
    }
    const { p50, p95, p99 } = percentilesOf(times);
    const cpu = percentilesOf(cpus);
    const bound = CLASSES[name];
    passed &&= p95 <= bound;
    figures[name] = { p50, p95, p99, cpu, bound, found, rounds };
    const verdict = p95 <= bound ? "pass" : "FAIL";
    rows.push([
      name,
      round3(p50),
      round3(p95),
      round3(p99),
      `${round3(cpu.p50)} / ${round3(cpu.p95)}`,
      `${found} of ${rounds}`,
      String(bound),
      verdict,
    ]);
  }
  const head = [
    `${messages} messages, page of ${PAGE_SIZE}, ms`,
    "p50",
    "p95",
    "p99",
    "CPU p50 / p95",
    "with hits",
    "bound p95",
    "",
  ];
  say(tableOf(head, rows));
  say(`load ${loadAverage()}`);
  if (options.only === undefined) {
    const { asked, hits, forbidden } = await countForbidden(archive, ask, randomOf(23), askings);
    passed &&= forbidden === 0 && hits > 0;
    say(`${asked} random askings, ${hits} hits: ${forbidden} that the asker may not see`);
    figures["permission"] = { asked, hits, forbidden };
  }
  say(passed ? "PASS" : "FAIL");
  await writeFile(options.out, JSON.stringify({ messages, figures, passed }, null, 1));
  process.exitCode = passed ? 0 : 1;
} finally {
  await archive.close();
}
process.exit();

/** As the product does it: the matches, then the messages with what was said around them. */
async function search(db: TenantDb, { person, wish }: Asking) {
  const { matches } = await findMatches(db, person, wish, PAGE_SIZE);
  return readHits(db, person, matches);
}
