import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { insertAudit } from "@/db/queries/audit";
import { joinByMail, makeTenant, newcomer, refusal, withSite } from "@/lib/access/testing/site";
import { parseInput } from "@/lib/http/parse-input";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { readAuditExport } from "./core/export";
import { exportAudit, exportAuditInput } from "./server/export-audit";
import { listAudit } from "./server/list-audit";
import { AUDIT_BOUNDS } from "./protocol";

withSite();

const run = promisify(execFile);

async function tenant(slug: string): Promise<SessionCtx> {
  const owner = await newcomer(`owner@${slug}.example`, "Olga");
  await makeTenant(slug, owner);
  return owner.in(slug);
}

async function fill(ctx: SessionCtx, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    await insertAudit(ctx.db, {
      actor: { kind: "key", id: `k${at % 2}`, name: `=cmd|'/c calc'!A${at}` },
      action: at % 2 ? "word.added" : "word.removed",
      target: `t${at}`,
      data: { text: "+1+1" },
      requestId: "r",
    });
  }
}

const exported = async (ctx: SessionCtx, fields: object) =>
  exportAudit(ctx, parseInput(exportAuditInput, { tenant: "t", ...fields }));

/** The command as an administrator runs it. */
async function verify(text: string): Promise<{ code: number; said: string }> {
  const dir = mkdtempSync(join(tmpdir(), "parlor-audit-"));
  try {
    writeFileSync(join(dir, "log.json"), text);
    const args = ["scripts/run.mjs", "scripts/audit-verify.ts", "--file", join(dir, "log.json")];
    return await run(process.execPath, args).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

describe("an export", () => {
  it("is a spreadsheet without formulas, of what was looked for", async () => {
    const ctx = await tenant("csv-a");
    await fill(ctx, 6);
    const answer = await exported(ctx, { format: "csv", action: "word.added" });
    expect(answer.headers.get("content-disposition")).toBe('attachment; filename="csv-a-audit.csv"');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const lines = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).trimEnd().split("\r\n");
    expect(lines).toHaveLength(4);
    expect(lines[0]?.charCodeAt(0)).toBe(0xfeff);
    expect(lines.join("").split("\uFEFF")).toHaveLength(2);
    expect(lines[1]).toContain(`"'=cmd|'/c calc'!A1"`);
    expect(lines.every((line) => !/(^|,)"[=+@-]/.test(line))).toBe(true);
  });

  it("as JSON can be verified by whoever has nothing else, and says where it was tampered with", async () => {
    const ctx = await tenant("json-a");
    await fill(ctx, 4);
    const text = await (await exported(ctx, { format: "json" })).text();
    const whole = readAuditExport(text);
    expect(whole).toMatchObject({ complete: true, head: { seq: 6 } });
    expect(whole?.entries.at(-1)).toMatchObject({ action: "audit.exported" });
    expect(await verify(text)).toMatchObject({ code: 0, said: expect.stringContaining("is whole: 6 entries") });
    const changed = JSON.parse(text) as { entries: { target: string }[] };
    Object.assign(changed.entries[2] ?? {}, { target: "t9" });
    expect(await verify(JSON.stringify(changed))).toMatchObject({
      code: 1,
      said: expect.stringContaining("broken at entry 3"),
    });
    const cut = { ...changed, entries: (JSON.parse(text) as typeof changed).entries.slice(0, -1) };
    expect(await verify(JSON.stringify(cut))).toMatchObject({
      code: 1,
      said: expect.stringContaining("broken at entry 6"),
    });
    const part = await (await exported(ctx, { format: "json", actor: "k1" })).text();
    expect(readAuditExport(part)?.entries).toHaveLength(2);
    expect(await verify(part)).toMatchObject({ code: 1, said: expect.stringContaining("leaves entries out") });
    expect(await verify("{}")).toMatchObject({ code: 1 });
  });

  it("and the list are for administrators", async () => {
    const owner = await newcomer("owner@who-a.example");
    await makeTenant("who-a", owner);
    const member = await joinByMail("who-a", owner, "member@who-a.example");
    const ctx = await member.in("who-a");
    expect(await refusal(listAudit(ctx, {}))).toBe("forbidden");
    expect(await refusal(exported(ctx, { format: "json" }))).toBe("forbidden");
  });
});

describe("the list", () => {
  it("goes back page by page, and takes nonsense for nothing", async () => {
    const ctx = await tenant("list-a");
    await fill(ctx, AUDIT_BOUNDS.pageSize + 4);
    const total = AUDIT_BOUNDS.pageSize + 5;
    const first = await listAudit(ctx, {});
    expect([first.total, first.entries.length, first.newest, first.older]).toEqual([total, 50, true, total - 49]);
    const second = await listAudit(ctx, { before: String(first.older) });
    expect([second.entries.map(({ seq }) => seq), second.newest, second.older]).toEqual([[5, 4, 3, 2, 1], false, null]);
    const odd = await listAudit(ctx, {
      action: "x",
      before: "-1",
      from: "2026-13-45",
      until: "yesterday",
      actor: ["a"],
    });
    expect(odd.total).toBe(total);
    const today = new Date().toISOString().slice(0, 10);
    expect((await listAudit(ctx, { from: today, until: today })).total).toBe(total);
    expect((await listAudit(ctx, { until: "2020-01-01" })).entries).toEqual([]);
    expect(JSON.stringify(first)).not.toMatch(/hash/i);
  });
});
