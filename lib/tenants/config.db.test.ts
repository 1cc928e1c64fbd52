import { describe, expect, it } from "vitest";
import { readAuditChain } from "@/db/queries/audit";
import { readPolicy } from "@/db/queries/tenant-config";
import { withDatabase } from "@/db/testing/database";
import { joinByMail, makeTenant, newcomer, refusal, site, withSite } from "@/lib/access/testing/site";
import { parseInput } from "@/lib/http/parse-input";
import { changeTenantConfig, changeTenantConfigInput } from "./server/change-config";
import { showTenantConfig } from "./server/show-config";

withSite();
const bare = withDatabase();

const ALL = { action: "tenant.config_changed", actor: null, target: null, fromMs: null, untilMs: null };
const change = (fields: object) => parseInput(changeTenantConfigInput, { tenant: "t", ...fields });

describe("a tenant's configuration", () => {
  it("is the free tier's until somebody changes it, and counts at the Meter when the change answers", async () => {
    const owner = await newcomer("owner@config.example");
    await makeTenant("config", owner);
    const ctx = await owner.in("config");
    expect((await showTenantConfig(ctx)).config).toMatchObject({
      version: 0,
      tier: "free",
      zone: "UTC",
      apiOrigins: [],
    });
    expect(await readPolicy(ctx.db)).toMatchObject({
      version: 0,
      status: "active",
      quotas: { requestsPerMonth: 10_000 },
      models: null,
    });
    site.told = [];
    const wish = {
      zone: "Europe/Paris",
      apiOrigins: ["https://a.example", "https://a.example"],
      systemPrompt: "Be kind.",
    };
    const { config } = await changeTenantConfig(ctx, change({ ...wish, models: ["a/b"], defaultModel: "a/b" }));
    expect(config).toMatchObject({ version: 1, apiOrigins: ["https://a.example"], models: ["a/b"] });
    expect(site.told).toMatchObject([
      {
        method: "putPolicy",
        args: [ctx.tenantId, { version: 1, zone: "Europe/Paris", systemPrompt: "Be kind.", defaultModel: "a/b" }],
      },
    ]);
    await changeTenantConfig(ctx, change({ models: null, defaultModel: null }));
    expect((await showTenantConfig(ctx)).config).toMatchObject({ version: 2, models: null, zone: "Europe/Paris" });
    const { rows } = await readAuditChain(ctx.db, ALL, { after: 0, limit: 10 });
    expect(rows[0]?.data).toMatchObject({ zone: "Europe/Paris", systemPrompt: "changed" });
    expect(JSON.stringify(rows)).not.toContain("Be kind.");
  });

  it("is for administrators, and its tier and quotas are not theirs to change", async () => {
    const owner = await newcomer("owner@config-b.example");
    await makeTenant("config-b", owner);
    const member = await joinByMail("config-b", owner, "member@config-b.example");
    const ctx = await member.in("config-b");
    expect(await refusal(showTenantConfig(ctx))).toBe("forbidden");
    expect(await refusal(changeTenantConfig(ctx, change({ zone: "UTC" })))).toBe("forbidden");
    for (const fields of [{ tier: "pro" }, { quotas: { tokensPerMonth: null } }, { version: 9 }]) {
      expect(() => change(fields)).toThrow("Unknown field");
    }
  });

  it.each([
    [{ zone: "Mars/Olympus" }, "zone"],
    [{ zone: "" }, "zone"],
    [{ apiOrigins: ["https://a.example/"] }, "apiOrigins.0"],
    [{ apiOrigins: ["*"] }, "apiOrigins.0"],
    [{ brandAccent: "red" }, "brandAccent"],
    [{ brandLogo: "http://a.example/logo.png" }, "brandLogo"],
    [{ brandLogo: "javascript:alert(1)" }, "brandLogo"],
    [{ retentionDays: 0 }, "retentionDays"],
    [{ systemPrompt: "x".repeat(20_001) }, "systemPrompt"],
    [{ models: ["a b"] }, "models.0"],
  ])("refuses %j by its field", (fields, param) => {
    expect(() => change(fields)).toThrow(expect.objectContaining({ details: { param } }));
  });

  it("lets a tenant that does not exist call nothing", async () => {
    expect(await readPolicy(bare.tenant())).toMatchObject({ status: "suspended", version: 0 });
  });
});
