/** npm run import:slack -- export.zip --tenant demo-company [--url U] [--data DIR] [--report FILE] [--dry-run] */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { connectImport } from "@/lib/imports/client/import-client";
import { importSlack } from "@/lib/imports/client/import-slack";
import { ImportProblem } from "@/lib/imports/client/problem";
import { startProgress } from "@/lib/imports/client/progress";
import { describeReport, toReport } from "@/lib/imports/client/report";
import { openZip } from "@/lib/imports/client/zip-file";
import { PlainError, runMain } from "./local/plain-error";

const USAGE = "npm run import:slack -- EXPORT.zip --tenant SLUG [--url URL] [--data DIR] [--report FILE] [--dry-run]";

interface Options {
  zip: string;
  tenant: string;
  url: string;
  dataDir: string;
  report: string | null;
  dryRun: boolean;
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options === null) return void process.stdout.write(`Usage: ${USAGE}\n`);
  try {
    await run(options);
  } catch (error) {
    if (error instanceof ImportProblem) throw new PlainError(error.message);
    throw error;
  }
}

async function run(options: Options): Promise<void> {
  const startedAt = Date.now();
  const zip = openZip(options.zip);
  try {
    const { url, tenant } = options;
    const client = options.dryRun ? null : connectImport({ url, tenant, secret: readSecret(options.dataDir) });
    const outcome = await importSlack(zip, options.zip, client, startProgress(process.stderr));
    const seconds = (Date.now() - startedAt) / 1000;
    const report = toReport(outcome, { export: basename(options.zip), tenant, dryRun: options.dryRun, seconds });
    const place =
      options.report ??
      join(
        options.dataDir,
        "imports",
        `slack-${tenant}-${new Date(startedAt).toISOString().replaceAll(":", "-")}.json`,
      );
    writeReport(place, JSON.stringify(report, null, 2));
    process.stdout.write(`${describeReport(report)}\n\nReport: ${place}\n`);
  } finally {
    zip.close();
  }
}

function parseOptions(argv: string[]): Options | null {
  const { values, positionals } = parse(argv);
  if (values.help === true) return null;
  const [zip, extra] = positionals;
  if (zip === undefined) throw new PlainError(`Which export? Use: ${USAGE}`);
  if (extra !== undefined) throw new PlainError(`"${extra}" is one file too many: one export at a time. Use: ${USAGE}`);
  if (!values.tenant)
    throw new PlainError(`--tenant is missing: it names the tenant to import into, such as --tenant demo-company.`);
  return {
    zip: fromCaller(zip),
    tenant: values.tenant,
    url: parseUrl(values.url ?? "http://localhost:8787"),
    dataDir: values.data ? fromCaller(values.data) : resolve(".parlor"),
    report: values.report ? fromCaller(values.report) : null,
    dryRun: values["dry-run"] === true,
  };
}

function parse(argv: string[]) {
  const options = {
    tenant: { type: "string" },
    url: { type: "string" },
    data: { type: "string" },
    report: { type: "string" },
    "dry-run": { type: "boolean" },
    help: { type: "boolean", short: "h" },
  } as const;
  for (const arg of argv) {
    const name = /^--([^=]+)/.exec(arg)?.[1];
    if (name !== undefined && !(name in options)) throw new PlainError(`There is no option --${name}. Use: ${USAGE}`);
  }
  try {
    return parseArgs({ args: argv, options, allowPositionals: true });
  } catch {
    throw new PlainError(`An option has no value, or one that it does not take. Use: ${USAGE}`);
  }
}

function parseUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && (url.protocol === "http:" || url.protocol === "https:")) return url.origin;
  throw new PlainError(`--url takes the address of a running Parlor, such as http://localhost:8787, not "${text}".`);
}

/** npm runs scripts in the project's folder; paths are meant from where the person stands. */
function fromCaller(path: string): string {
  return resolve(process.env["INIT_CWD"] ?? ".", path);
}

function readSecret(dataDir: string): string {
  const given = process.env["INTERNAL_SECRET"];
  if (given) return given;
  const path = join(dataDir, "secrets.json");
  try {
    const secrets: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof secrets === "object" && secrets !== null && "INTERNAL_SECRET" in secrets)
      return String(secrets.INTERNAL_SECRET);
  } catch {
    // said below
  }
  throw new PlainError(
    `--data ${dataDir}: there is no secrets.json of a Parlor in it. Name its data folder, or set INTERNAL_SECRET.`,
  );
}

function writeReport(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${text}\n`, { mode: 0o600 });
  } catch {
    throw new PlainError(
      `The import is done, but its report cannot be written to ${path}: name another file with --report.`,
    );
  }
}

await runMain(main);
