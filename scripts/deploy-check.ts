/** `npm run deploy:check`: would both Workers deploy, to both environments? Offline; sizes are gated by scripts/bundle-limits.json. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ensureBuild } from "./local/build";
import { PlainError, runMain } from "./local/plain-error";
import { runTool } from "./local/tool";

const WORKERS = [
  { name: "web", config: "wrangler.toml" },
  { name: "realtime", config: "durable-objects/wrangler.toml" },
] as const;
const ENVIRONMENTS = ["staging", "production"];

interface Size {
  rawKiB: number;
  gzKiB: number;
}
type Limits = Record<(typeof WORKERS)[number]["name"], Size>;

await runMain(async () => {
  refuseEnvFiles();
  await ensureBuild(process.cwd(), console.log, { deploy: checkAll });
});

/** @throws PlainError when wrangler refuses a Worker, or a bundle is too big. */
async function checkAll(): Promise<void> {
  const limits = JSON.parse(readFileSync("scripts/bundle-limits.json", "utf8")) as Limits;
  const out = mkdtempSync(join(tmpdir(), "parlor-deploy-"));
  let wrong = 0;
  try {
    for (const environment of ENVIRONMENTS) {
      for (const { name, config } of WORKERS) {
        const size = await dryRun(environment, name, config, join(out, environment, name));
        const limit = limits[name];
        const fits = size.rawKiB <= limit.rawKiB && size.gzKiB <= limit.gzKiB;
        if (!fits) wrong++;
        const sizes = `${size.rawKiB} KiB (limit ${limit.rawKiB}), ${size.gzKiB} KiB gz (limit ${limit.gzKiB})`;
        console.log(`${fits ? "ok      " : "TOO BIG "} ${environment.padEnd(10)} ${name.padEnd(8)} ${sizes}`);
      }
    }
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
  if (wrong > 0) throw new PlainError("A bundle is over its limit in scripts/bundle-limits.json.");
}

async function dryRun(environment: string, name: string, config: string, folder: string): Promise<Size> {
  const args = ["deploy", "--dry-run", "--env", environment, "-c", config, "--outdir", folder];
  const { code, output } = await runTool("wrangler", args, { env: { CI: "1" } });
  if (code !== 0) throw new PlainError(`${output}\nwrangler refuses ${name} for ${environment}.`);
  return sizeOf(folder);
}

/** OpenNext compiles every .env file, of whatever mode, into the bundle. */
function refuseEnvFiles(): void {
  const found = readdirSync(".").find((name) => /^\.env(?:\.|$)/.test(name));
  if (found !== undefined) {
    throw new PlainError(
      `${found} would be compiled into the web Worker: move its values to Worker secrets or .dev.vars.`,
    );
  }
}

/** What is uploaded: every module, without source maps. */
function sizeOf(folder: string): Size {
  const modules = readdirSync(folder)
    .filter((name) => !name.endsWith(".map") && !name.endsWith(".md"))
    .map((name) => readFileSync(join(folder, name)));
  const kib = (bytes: number) => Math.ceil(bytes / 1024);
  return {
    rawKiB: kib(modules.reduce((sum, { length }) => sum + length, 0)),
    gzKiB: kib(modules.reduce((sum, module) => sum + gzipSync(module).length, 0)),
  };
}
