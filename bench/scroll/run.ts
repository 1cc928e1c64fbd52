/**
 * `npm run bench:scroll [-- --quick]`: a room of 20,000 messages in the real browser on the built Workers.
 * Prints how far the reader's place moves when a page is put above it, the heap after all rows were scrolled, the time
 * of a switch to a room that was open before, and the time to a date and to the first unread. Exits 1 when a bound fails.
 */
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Page } from "@playwright/test";
import { requireChromium } from "@/scripts/local/chromium";
import { startProduct } from "@/scripts/local/product";
import { loadAverage } from "../measure/cpu";
import { parseBenchOptions } from "../measure/options";
import { round3, spreadOf } from "../measure/spread";
import { tableOf } from "../measure/table";
import { makeLongRoom, type LongRoom } from "./history";
import { heapMb, jumpMs, messageMs, prependShifts, scrollToStart, switchMs, watchRows } from "./measures";

/** MSG-04 and the scroll rules of the rooms: px, MB, ms. */
const BOUNDS = { shiftPx: 2, heapMb: 150, switchMs: 50, jumpP95Ms: 200 };

const options = parseBenchOptions("bench:scroll", { out: "bench-scroll.json", port: 8880 });
const count = options.quick ? 2_000 : 20_000;
const say = (line: string) => void process.stdout.write(`${line}\n`);

const dataDir = options.dir ?? path.join(tmpdir(), `parlor-scroll-${options.port}`);
const product = await startProduct({ port: options.port, dataDir });
const browser = await chromium.launch({ executablePath: requireChromium(say), args: ["--no-sandbox"] });
try {
  const { url, people } = product.info;
  const { INTERNAL_SECRET } = JSON.parse(await readFile(path.join(dataDir, "secrets.json"), "utf8")) as {
    INTERNAL_SECRET: string;
  };
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  // The compiler names inner functions by this helper, which the page does not have.
  await context.addInitScript("globalThis.__name ??= (named) => named");
  const page = await context.newPage();
  await signIn(page, people[0]?.email ?? "", people[0]?.password ?? "");
  const long = await makeLongRoom({ url, secret: INTERNAL_SECRET }, context.request, count);
  await untilProjected(page, long);

  await openRoom(page, long);
  await watchRows(page);
  const shifts = await prependShifts(page, 12);
  const before = await heapMb(page);
  const rows = await scrollToStart(page);
  const after = await heapMb(page);
  const switches = await switchMs(page, "general", "scroll-bench", 20);
  await openRoom(page, long);
  const jumps = await jumpMs(page, long, options.quick ? 8 : 20);

  await openRoom(page, long);
  const messages = await messageMs(page, count, options.quick ? 8 : 20);

  const heap = [after];
  const cells = [
    cell("place moved by a page above, px", shifts, Math.max(...shifts), BOUNDS.shiftPx),
    cell(`heap after ${rows} rows, MB (${round3(before)} before)`, heap, after, BOUNDS.heapMb),
    cell("switch to a room open before, ms", switches, spreadOf(switches).median, BOUNDS.switchMs),
    cell("jump to a date, ms, p95", jumps, p95(jumps), BOUNDS.jumpP95Ms),
    cell("jump to a message, as to the first unread, ms, p95", messages, p95(messages), BOUNDS.jumpP95Ms),
  ];
  const head = ["figure", "judged", "bound", "median", "min", "max", "load"];
  say(
    tableOf(
      head,
      cells.map(({ row }) => row),
    ),
  );
  for (const { line } of cells) say(line);
  await writeFile(
    options.out,
    JSON.stringify({ count, rows, shifts, before, after, switches, jumps, messages }, null, 1),
  );
  // A busy machine skips a frame now and then, and with it the rows of that moment.
  const wasThere = rows >= count * 0.98;
  if (!wasThere) say(`FAIL  only ${rows} of ${count} messages were drawn`);
  process.exitCode = cells.every(({ passed }) => passed) && wasThere ? 0 : 1;
} finally {
  await browser.close();
  await product.stop();
}
process.exit();

function cell(name: string, values: number[], judged: number, bound: number) {
  const { median, min, max } = spreadOf(values);
  const passed = judged <= bound;
  return {
    passed,
    row: [name, ...[judged, bound, median, min, max].map(round3), String(loadAverage())],
    line: `${passed ? "PASS" : "FAIL"}  ${name}: ${round3(judged)} (at most ${bound})`,
  };
}

function p95(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/rooms/);
}

/** History is read from Postgres: it must have everything before anything is timed. */
async function untilProjected(page: Page, { room, toMs }: LongRoom): Promise<void> {
  const at = new Date(toMs - 60 * 60_000).toISOString();
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await page.request.get(`/api/t/demo-company/rooms/${room}/messages?at=${at}`);
    const { messages } = (await answer.json()) as { messages?: unknown[] };
    if ((messages?.length ?? 0) > 10) return;
    await page.waitForTimeout(300);
  }
  throw new Error("Postgres did not get the messages.");
}

async function openRoom(page: Page, { room }: LongRoom): Promise<void> {
  await page.goto(`/demo-company/rooms/${room}`);
  await page.locator('[data-slot="message-list"][data-at-end="true"] [data-slot="message"]').first().waitFor();
}
