/** npm run audit:verify -- --tenant SLUG | --installation | --file EXPORT.json [--data DIR] */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { readLog } from "@/db/audit/read-log";
import { readAuditExport } from "@/lib/audit/core/export";
import { ChainVerifier, type Verdict } from "@/lib/audit/server/verify-chain";
import { connectAsOwner } from "./local/owner-login";
import { PlainError, runMain } from "./local/plain-error";

const USAGE = "npm run audit:verify -- --tenant SLUG | --installation | --file EXPORT.json [--data DIR]";

await runMain(async () => {
  const { values } = parse();
  const { tenant, file, installation } = values;
  if ([tenant, file, installation].filter((one) => one !== undefined).length !== 1) {
    throw new PlainError(`Name one log. Use: ${USAGE}`);
  }
  const place = (path: string) => resolve(process.env["INIT_CWD"] ?? ".", path);
  const verdict =
    file === undefined
      ? await ofDatabase(tenant ?? null, values.data === undefined ? resolve(".parlor") : place(values.data))
      : await ofFile(place(file));
  const name = file ?? (tenant === undefined ? "the installation" : `tenant ${tenant}`);
  if (verdict.status === "broken")
    throw new PlainError(`The log of ${name} is broken at entry ${verdict.seq}. ${verdict.why}`);
  const end = verdict.head === null ? "" : ` It ends with ${verdict.head.hash}.`;
  process.stdout.write(`The log of ${name} is whole: ${verdict.entries} entries.${end}\n`);
});

function parse() {
  try {
    return parseArgs({
      options: {
        tenant: { type: "string" },
        file: { type: "string" },
        installation: { type: "boolean" },
        data: { type: "string" },
      },
    });
  } catch {
    throw new PlainError(`Use: ${USAGE}`);
  }
}

async function ofDatabase(tenant: string | null, dataDir: string): Promise<Verdict> {
  const client = await connectAsOwner(dataDir);
  try {
    const verdict = await readLog(client, tenant, (tenantId) => new ChainVerifier(tenantId));
    if (verdict === null) throw new PlainError(`There is no tenant at the address ${tenant}.`);
    return verdict;
  } finally {
    await client.end();
  }
}

async function ofFile(path: string): Promise<Verdict> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new PlainError(`The file ${path} cannot be read.`);
  }
  const found = readAuditExport(text);
  if (!found) throw new PlainError(`The file ${path} is no export of an audit log as JSON.`);
  if (!found.complete)
    throw new PlainError("This export leaves entries out, so its chain says nothing. Export all of it.");
  const verifier = new ChainVerifier(found.tenantId);
  await verifier.take(found.entries);
  return verifier.end(found.head);
}
