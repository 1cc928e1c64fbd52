/** Tools at the dashboard, and what the audit log has of them. */
import type { SeededBug } from "../seeded-bug";

const route = "lib/tools/act-route.db.test.ts";
const audit = "lib/tools/audit.db.test.ts";

export const TOOLS_BUGS: readonly SeededBug[] = [
  {
    breaks: "AIP-06",
    what: "a signed request is good for another body",
    file: "lib/tools/server/routes.ts",
    find: "if (payload.body !== (await sha256Hex(text))) throw refused;",
    replace: "void sha256Hex;",
    project: "db",
    tests: [route],
  },
  {
    breaks: "AIP-06",
    what: "any member acts on tools",
    file: "lib/tools/server/act-on-tools.ts",
    find: '  requirePermission(ctx, "tool", "manage");\n',
    replace: "  void requirePermission;\n",
    project: "db",
    tests: [route],
  },
  {
    breaks: "AIP-06",
    what: "the tools of a suspended tenant are still acted on",
    file: "lib/tools/server/routes.ts",
    find: 'if (policy.status === "suspended")',
    replace: 'if (String(policy.status) === "gone")',
    project: "db",
    tests: [route],
  },
  {
    breaks: "AIP-06",
    what: "what a call waits to be called with stands in the log of all calls",
    file: "lib/tools/server/list-calls.ts",
    find: "{ ...call.run, arguments: undefined }",
    replace: "{ ...call.run }",
    project: "db",
    tests: [route],
  },
  {
    breaks: "TEN-09",
    what: "a key that adds a tool is told as a person",
    file: "lib/tools/server/tool-caller.ts",
    find: 'return { kind: "key", id: keyId, name: key?.view.name ?? keyId };',
    replace: 'return { kind: "person", id: key?.view.id ?? keyId };',
    project: "db",
    tests: [audit],
  },
  {
    breaks: "TEN-09",
    what: "removing a tool is not written down",
    file: "db/queries/tenant-tools.ts",
    find: "audited(sql`delete from ${rows} returning name`, audit, NAME)",
    replace: "audited(sql`delete from ${rows} returning name`, null, NAME)",
    project: "db",
    tests: [audit],
  },
  {
    breaks: "TEN-09",
    what: "a decision that came too late is written down as well",
    file: "db/queries/tool-runs.ts",
    find: "logged as (${auditStatement(audit, sql`exists (select from done)`)})\n    select done.* from done, logged where logged.seq is not null",
    replace:
      "logged as (${auditStatement(audit, sql`true`)})\n    select done.* from logged left join done on true where logged.seq is not null and done.id is not null",
    project: "db",
    tests: [audit],
  },
  {
    breaks: "TEN-09",
    what: "the log tells the address of a tool with what is secret in it",
    file: "lib/tools/server/manage-http-tools.ts",
    find: "host: new URL(row.urlTemplate).host",
    replace: "host: row.urlTemplate",
    project: "db",
    tests: [audit],
  },
];
