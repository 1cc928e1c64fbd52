/**
 * `npm run shots`: a picture of every page and state at 1440 and 390 px, light and dark, into shots/, with axe on each.
 * `-- --only room` takes those whose name contains the text; `--url URL` uses a Parlor with demo data that already runs.
 */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { requireChromium } from "./local/chromium";
import { PlainError, runMain } from "./local/plain-error";
import { startProduct } from "./local/product";
import { takeShots } from "./shots/take";

const PORT = 8798;

await runMain(async () => {
  const { url, only, out } = readOptions(process.argv.slice(2));
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const chromiumPath = requireChromium(say);
  const product =
    url === undefined ? await startProduct({ port: PORT, dataDir: join(tmpdir(), `parlor-shots-${PORT}`) }) : null;
  try {
    const { taken, faults } = await takeShots({
      url: product?.info.url ?? url ?? "",
      outDir: out,
      chromiumPath,
      only,
      say,
    });
    for (const { shot, what } of faults) console.log(`${shot}: ${what}`);
    console.log(`${taken} pictures in ${out}, ${faults.length} faults`);
    process.exitCode = faults.length > 0 || taken === 0 ? 1 : 0;
  } finally {
    await product?.stop();
  }
});

/** @throws PlainError that says what may be given. */
function readOptions(argv: string[]): { url: string | undefined; only: string; out: string } {
  try {
    const { values } = parseArgs({
      args: argv,
      options: { url: { type: "string" }, only: { type: "string" }, out: { type: "string" } },
    });
    return { url: values.url?.replace(/\/$/, ""), only: values.only ?? "", out: values.out ?? "shots" };
  } catch {
    throw new PlainError("Use: npm run shots -- [--only TEXT] [--url URL] [--out DIR]");
  }
}
