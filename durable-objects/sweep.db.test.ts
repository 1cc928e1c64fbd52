import { beforeEach, expect, it, vi } from "vitest";
import { authDb } from "@/db/client";
import { listMails } from "@/db/queries/mail-outbox";
import { changeTenantConfig } from "@/db/queries/tenant-config";
import { makeTenant, newcomer, site, withSite } from "@/lib/access/testing/site";
import type { Round } from "@/lib/observe/protocol";
import { createSubscription } from "@/lib/reporting/server/subscriptions";
import { sweep } from "./sweep";

const told: { rounds: Round[] } = { rounds: [] };
// The registries are objects; their own tests ask them. Here they know of nothing that waits.
vi.mock("./outbox-registry", () => ({
  registryOf: () => ({ sweep: async () => ({ dirty: 0, pulse: null }) }),
}));

withSite();
beforeEach(() => void told.rounds.splice(0));

const round = (at: string) =>
  sweep(
    {
      ...site.runtime.bindings,
      INSTALLATION: { getByName: () => ({ note: async (noted: Round) => void told.rounds.push(noted) }) },
    } as unknown as RealtimeEnv,
    Date.parse(at),
  );

/** Somebody who wants the report of each day by mail since the second of November. */
async function reader(slug: string) {
  const owner = await newcomer(`owner@${slug}.example`, "Olga");
  await makeTenant(slug, owner);
  const boss = { ...(await owner.in(slug)), now: () => Date.parse("2026-11-02T12:00:00Z") };
  const wish = { tenant: slug, report: "chat" as const, rhythm: "daily" as const };
  await createSubscription(boss, { ...wish, recipients: [boss.actor.person] });
  const mails = async () =>
    (await listMails(authDb(site.runtime.env), 1_000)).filter(
      ({ to, kind }) => kind === "report" && to === `owner@${slug}.example`,
    ).length;
  return { boss, mails };
}

it("mails reports every five minutes, each once, and no tenant whose turn fails keeps another from its own", async () => {
  const [first, broken, last] = [await reader("sweep-a"), await reader("sweep-b"), await reader("sweep-c")];
  await changeTenantConfig(broken.boss.db, { zone: "Nowhere/At_All" });
  const counts = () => Promise.all([first.mails(), broken.mails(), last.mails()]);

  await round("2026-11-04T07:04:00Z");
  expect(await counts()).toEqual([0, 0, 0]);
  await round("2026-11-04T07:05:00Z");
  expect(await counts()).toEqual([1, 0, 1]);
  await round("2026-11-04T07:10:00Z");
  expect(await counts()).toEqual([1, 0, 1]);

  await changeTenantConfig(broken.boss.db, { zone: "UTC" });
  await round("2026-11-04T07:15:00Z");
  expect(await counts()).toEqual([1, 1, 1]);
  expect(told.rounds.map(({ failed, tenants }) => [failed, tenants?.length])).toEqual(
    Array.from({ length: 4 }, () => [0, 3]),
  );
});
