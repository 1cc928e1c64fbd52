import { describe, expect, it } from "vitest";
import { listAudit } from "@/db/queries/audit";
import { listMails } from "@/db/queries/mail-outbox";
import { listOpenBlocks } from "@/db/queries/report-blocks";
import { readReportFigures } from "@/db/queries/report-figures";
import { changeTenantConfig } from "@/db/queries/tenant-config";
import { insertUsage } from "@/db/queries/usage";
import { usageRow } from "@/db/testing/estate";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { joinByMail, makeTenant, newcomer, refusal, site, withSite, type Browser } from "@/lib/access/testing/site";
import { mailerOf, type Mailer } from "@/lib/mail/mailer";
import { newId, type PersonId, type ProjectId } from "@/lib/platform/ids";
import { REPORT_BOUNDS, type ReportId } from "./protocol";
import { downloadReport, exportReport } from "./server/export-report";
import { createSubscriptionInput, showReportInput } from "./server/inputs";
import { periodBefore } from "./core/days";
import { completeBlocks, refreshReport } from "./server/refresh";
import { sendReportMails } from "./server/send-report-mails";
import { showReport } from "./server/show-report";
import { createSubscription, deleteSubscription, listSubscriptions } from "./server/subscriptions";

const database = withSite();

interface Place {
  boss: SessionCtx;
  owner: Browser;
  member: SessionCtx;
  /** The boss at another time. */
  at(text: string): SessionCtx;
}

async function place(slug: string): Promise<Place> {
  const owner = await newcomer(`owner@${slug}.example`, "Olga");
  await makeTenant(slug, owner);
  const boss = await owner.in(slug);
  const member = await (await joinByMail(slug, owner, `member@${slug}.example`)).in(slug);
  return { boss, owner, member, at: (text) => ({ ...boss, now: () => Date.parse(text) }) };
}

const query = (tenant: string, more: object = {}) => ({
  ...{ tenant, report: "models" as ReportId, from: "2026-11-01", until: "2026-11-07", by: null, project: null },
  ...more,
});

const call = (at: string, more: object = {}) => usageRow({ at: Date.parse(at), ...more });

describe("showReport", () => {
  it("is for those who may read reports, and shows nothing of other tenants", async () => {
    const [ours, theirs] = [await place("rep-ours"), await place("rep-theirs")];
    await insertUsage(theirs.boss.db, [call("2026-11-03T12:00:00Z", { model: "secret" })]);
    expect(await refusal(showReport(ours.member, query("rep-ours")))).toBe("forbidden");
    expect(await refusal(exportReport(ours.member, query("rep-ours")))).toBe("forbidden");
    const report = await showReport(ours.boss, query("rep-ours", { by: "model" }));
    expect([report.figures.calls, report.groups]).toEqual([0, []]);
    const stranger = await showReport(ours.boss, query("rep-ours", { project: newId<ProjectId>() }));
    expect(stranger.figures).toEqual(report.figures);
  });

  it("takes what came a moment ago, and is the last 30 days unless told", async () => {
    const { boss, at } = await place("rep-fresh");
    await changeTenantConfig(boss.db, { zone: "Pacific/Auckland" });
    const now = at("2026-11-21T12:00:00Z");
    const { from: _, until: __, ...asked } = query("rep-fresh");
    const empty = await showReport(now, asked);
    // It is the 22nd in Auckland.
    expect([empty.from, empty.until, empty.days.length]).toEqual(["2026-10-24", "2026-11-22", 30]);
    expect(empty.before).toEqual({ from: "2026-09-24", until: "2026-10-23" });
    await insertUsage(boss.db, [
      call("2026-11-21T11:30:00Z"),
      call("2026-11-21T10:30:00Z"),
      call("2026-10-01T00:00:00Z"),
    ]);
    const { figures, figuresBefore, days } = await showReport(now, asked);
    expect([figures.calls, figuresBefore.calls]).toEqual([2, 1]);
    expect(days.slice(-2).map(({ day, figures: of }) => [day, of.calls])).toEqual([
      ["2026-11-21", 1],
      ["2026-11-22", 1],
    ]);
  });

  it("waits no longer than somebody can, and goes on where it stopped", async () => {
    const { boss } = await place("rep-late");
    const days = Array.from({ length: 200 }, (_, n) =>
      usageRow({ at: Date.parse("2026-01-01T12:00:00Z") + n * 86_400_000 }),
    );
    await insertUsage(boss.db, days);
    let clock = 0;
    const hasty = { ...boss, now: () => (clock += 15_000) };
    const wish = query("rep-late", { from: "2026-01-01", until: "2026-07-31" });
    const answers: unknown[] = [];
    for (let attempt = 0; attempt < 20; attempt++) {
      const answer = await showReport(hasty, wish).catch((error: { code: string }) => error.code);
      answers.push(typeof answer === "string" ? answer : answer.figures.calls);
    }
    expect(answers[0]).toBe("unavailable");
    expect(answers.at(-1)).toBe(200);
  });

  it("reads blocks once they are put together, and days of one as soon as something of it changed", async () => {
    const { boss } = await place("rep-blocks");
    const models = ["a", "b", "c"];
    const calls = Array.from({ length: 300 }, (_, nth) =>
      usageRow({
        ...{ at: Date.parse("2026-01-01T06:00:00Z") + nth * 26_000_000, model: models[nth % models.length] ?? "" },
        ...{ firstTokenMs: nth % 7 === 0 ? null : (nth * 37) % 300, totalMs: (nth * 7_919) % 20_000 },
      }),
    );
    await insertUsage(boss.db, calls);
    const wish = query("rep-blocks", { from: "2026-01-15", until: "2026-04-01", by: "model" });
    const complete = () => completeBlocks(boss.db, "models", () => false);
    const fromDays = await showReport(boss, wish);
    const open = async () => (await listOpenBlocks(boss.db, "models")).map(({ from, until }) => `${from}/${until}`);
    const first = await open();
    expect([first.length, first[0], ...first.slice(-4)]).toEqual([
      ...[13, "2026-03-21/2026-03-31"],
      ...["2026-03-01/2026-03-31", "2026-02-01/2026-02-28", "2026-01-01/2026-01-31", "2026-01-01/2026-03-31"],
    ]);
    await complete();
    expect(await open()).toEqual([]);
    expect(await showReport(boss, wish)).toEqual(fromDays);
    // A hundred late calls, each of which took one and the same time.
    const late = Array.from({ length: 100 }, () => call("2026-02-10T12:00:00Z", { model: "a", totalMs: 6_007 }));
    await insertUsage(boss.db, late);
    const took = [...calls, ...late]
      .filter(({ at }) => at >= Date.parse("2026-01-15") && at < Date.parse("2026-04-02"))
      .map(({ totalMs }) => totalMs)
      .toSorted((a, b) => a - b);
    const withLate = await showReport(boss, wish);
    expect(withLate.figures.totalP50).toBe(took[Math.ceil(took.length * 0.5) - 1]);
    expect(withLate.figures.totalP95).toBe(took[Math.ceil(took.length * 0.95) - 1]);
    expect(await open()).toEqual(["2026-02-01/2026-02-10", "2026-02-01/2026-02-28", "2026-01-01/2026-03-31"]);
    await complete();
    expect(await showReport(boss, wish)).toEqual(withLate);
    // They are what is read: with others in their place, other figures are shown.
    await database.admin(
      `update report_spreads set "values" = array_fill(1, array[cardinality("values")]) where tenant_id = $1 and until > day`,
      [boss.tenantId],
    );
    await database.admin("update report_model_days set calls = calls + 1000 where tenant_id = $1 and until > day", [
      boss.tenantId,
    ]);
    const forged = await showReport(boss, wish);
    // The last third of January, February and March.
    const blocks = 3;
    expect([forged.figures.totalP50, forged.groups[0]?.figures.calls]).toEqual([
      1,
      (withLate.groups[0]?.figures.calls ?? 0) + blocks * 1000,
    ]);
  });

  it("reads the groups and the rest as of one moment, also where days are computed anew in between", async () => {
    const { boss } = await place("rep-moment");
    await insertUsage(boss.db, [call("2026-11-03T12:00:00Z", { model: "a" })]);
    const wish = query("rep-moment", { by: "model" });
    await showReport(boss, wish);
    let reads = 0;
    let first: Promise<unknown> = Promise.resolve();
    const interrupted: typeof boss.db = {
      ...boss.db,
      snapshot: async (build) => {
        if (reads++ === 0) return (first = boss.db.snapshot(build)) as ReturnType<typeof boss.db.snapshot<never>>;
        await first;
        await insertUsage(boss.db, [call("2026-11-04T12:00:00Z", { model: "a" })]);
        await refreshReport(boss.db, "models", null, () => false);
        return boss.db.snapshot(build);
      },
    };
    const period = { from: "2026-11-01", until: "2026-11-07" };
    const figures = { report: "models", period, before: periodBefore(period), by: "model", project: null } as const;
    expect(await readReportFigures(interrupted, { ...figures, groupsBefore: "counts" }, "UTC")).toBeNull();
    expect(reads).toBe(2);
    const { figures: whole, groups } = await showReport(boss, wish);
    expect([whole.calls, groups[0]?.figures.calls]).toEqual([2, 2]);
  });

  it("refuses what is no period, no dimension of the report, or too long", () => {
    const codes = (more: object) => showReportInput.safeParse({ ...query("x"), ...more }).success;
    expect([codes({}), codes({ by: "", project: "" }), codes({ by: "key" })]).toEqual([true, true, true]);
    const wrong = [
      { from: "2026-11-08" },
      { from: undefined },
      { until: "2026-02-30" },
      { from: "2024-01-01" },
      { by: "room" },
      { by: "body" },
      { report: "x" },
      { project: "x" },
      { report: "chat", project: newId() },
      { more: 1 },
    ];
    expect(wrong.filter(codes)).toEqual([]);
    expect(codes({ from: "2024-11-06", until: "2026-11-07" })).toBe(true);
  });
});

describe("exportReport", () => {
  it("is a file that spreadsheets may open, and an entry of the log", async () => {
    const { boss } = await place("rep-csv");
    await insertUsage(boss.db, [call("2026-11-03T12:00:00Z", { model: "=cmd()", cost: 1_500_000_000 })]);
    const response = await downloadReport(boss, query("rep-csv", { by: "model" }));
    expect(response.headers.get("content-disposition")).toBe(
      'attachment; filename="rep-csv-models-model-2026-11-01-2026-11-07.csv"',
    );
    const csv = await response.text();
    expect(csv).toContain(`"current","2026-11-01","2026-11-07","'=cmd()","'=cmd()","1"`);
    expect(csv).toContain(`"1.50"`);
    const { rows } = await listAudit(boss.db, noFilter, { before: null, limit: 5 });
    expect(rows[0]).toMatchObject({ action: "report.exported", target: "models" });
  });
});

const noFilter = { action: null, actor: null, target: null, fromMs: null, untilMs: null };

describe("reports by mail", () => {
  const send = (ctx: SessionCtx, at: string, mailer: Mailer = mailerOf(site.runtime.bindings)) =>
    sendReportMails({ db: ctx.db, env: site.runtime.env, mailer, nowMs: Date.parse(at) });
  const mailsTo = async (to: string) =>
    (await listMails(database.auth, 1_000)).filter((mail) => mail.to === to && mail.kind === "report");
  const subscribe = (ctx: SessionCtx, recipients: PersonId[], rhythm: "daily" | "weekly" | "monthly" = "daily") =>
    createSubscription(ctx, { tenant: ctx.tenantSlug, report: "models", rhythm, recipients });

  it("are ordered by and for those who may read them, listed, and ended", async () => {
    const [ours, theirs] = [await place("sub-ours"), await place("sub-theirs")];
    const me = ours.boss.actor.person;
    const { subscription } = await subscribe(ours.boss, [me]);
    expect(subscription).toMatchObject({ report: "models", sentFor: null, recipients: [{ person: me, name: "Olga" }] });
    expect((await listSubscriptions(ours.boss)).subscriptions).toEqual([subscription]);
    expect((await listSubscriptions(theirs.boss)).subscriptions).toEqual([]);
    const gone = { tenant: "x", subscription: subscription.id };
    for (const wish of [
      listSubscriptions(ours.member),
      subscribe(ours.member, [me]),
      deleteSubscription(ours.member, gone),
    ])
      expect(await refusal(wish)).toBe("forbidden");
    // A member who may not read them, somebody elsewhere and nobody: one answer.
    for (const person of [ours.member.actor.person, theirs.boss.actor.person, newId<PersonId>()])
      expect(await refusal(subscribe(ours.boss, [me, person]))).toBe("not_found");
    expect(await refusal(deleteSubscription(theirs.boss, gone))).toBe("not_found");
    expect(await deleteSubscription(ours.boss, gone)).toEqual({ deleted: true });
    expect(await refusal(deleteSubscription(ours.boss, gone))).toBe("not_found");
    const { rows } = await listAudit(ours.boss.db, noFilter, { before: null, limit: 2 });
    expect(rows.map(({ action }) => action)).toEqual(["report_subscription.deleted", "report_subscription.created"]);
    const fields = { tenant: "x", report: "chat", rhythm: "daily" };
    expect(createSubscriptionInput.safeParse({ ...fields, recipients: [] }).success).toBe(false);
    expect(createSubscriptionInput.parse({ ...fields, recipients: [me, me] }).recipients).toEqual([me]);
  });

  it("are at most so many", async () => {
    const { boss } = await place("sub-many");
    const made = await Promise.allSettled(
      Array.from({ length: REPORT_BOUNDS.subscriptionsMax + 2 }, () => subscribe(boss, [boss.actor.person])),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(REPORT_BOUNDS.subscriptionsMax);
    expect(await refusal(subscribe(boss, [boss.actor.person]))).toBe("quota_exceeded");
  });

  it("go out once, at seven in the morning of the zone, on days that have 23, 24 and 25 hours", async () => {
    const { boss, at } = await place("sub-days");
    await changeTenantConfig(boss.db, { zone: "America/New_York" });
    await insertUsage(boss.db, [
      call("2026-11-01T04:30:00Z"),
      call("2026-11-02T04:30:00Z"),
      call("2026-11-02T05:00:00Z"),
    ]);
    await subscribe(at("2026-10-31T18:00:00Z"), [boss.actor.person]);
    const sent: string[] = [];
    // Every quarter of an hour, two at a time, over the day on which the clock is put back.
    for (let ms = Date.parse("2026-10-31T18:00:00Z"); ms < Date.parse("2026-11-03T18:00:00Z"); ms += 900_000) {
      const now = new Date(ms).toISOString();
      const counts = await Promise.all([send(boss, now), send(boss, now)]);
      for (const count of counts) for (let nth = 0; nth < count; nth++) sent.push(now);
    }
    expect(sent).toEqual(["2026-11-01T12:00:00.000Z", "2026-11-02T12:00:00.000Z", "2026-11-03T12:00:00.000Z"]);
    const mails = await mailsTo("owner@sub-days.example");
    expect(mails.map(({ subject }) => subject.split(": ")[1] ?? "").toSorted()).toEqual([
      "models, Nov 1, 2026",
      "models, Nov 2, 2026",
      "models, Oct 31, 2026",
    ]);
    // The first of November has 25 hours in New York: the call at 04:30 UTC on the second is of the first.
    expect(mails.find(({ subject }) => subject.endsWith("Nov 1, 2026"))?.text).toContain("Calls: 2 (none before)");
    expect(mails[0]?.text).toContain("/sub-days/admin/reports/models?from=");
    expect((await listSubscriptions(boss)).subscriptions[0]?.sentFor).toBe("2026-11-02");
  });

  it("tell the last finished week and month, and after a time without mails only the last one", async () => {
    const { boss, at } = await place("sub-weeks");
    await subscribe(at("2026-09-30T12:00:00Z"), [boss.actor.person], "weekly");
    await subscribe(at("2026-09-30T12:00:00Z"), [boss.actor.person], "monthly");
    // The month that is over in the night is one that was wished for; the week before is not.
    expect(await send(boss, "2026-10-01T06:59:59Z")).toBe(0);
    expect(await send(boss, "2026-10-01T07:00:00Z")).toBe(1);
    expect(await send(boss, "2026-11-25T12:00:00Z")).toBe(2);
    expect(await send(boss, "2026-11-25T12:01:00Z")).toBe(0);
    const { subscriptions } = await listSubscriptions(boss);
    expect(subscriptions.map(({ rhythm, sentFor }) => [rhythm, sentFor])).toEqual([
      ["weekly", "2026-11-22"],
      ["monthly", "2026-10-31"],
    ]);
  });

  it("are tried again where the mail could not go, and only that one", async () => {
    const { boss, owner, at } = await place("sub-retry");
    const admin = await (await joinByMail("sub-retry", owner, "admin@sub-retry.example", "admin")).in("sub-retry");
    await subscribe(at("2026-11-01T12:00:00Z"), [boss.actor.person, admin.actor.person]);
    const good = mailerOf(site.runtime.bindings);
    const broken: Mailer = {
      send: async (to, mail) => {
        if (to === "admin@sub-retry.example") throw new Error("The mail service is away.");
        await good.send(to, mail);
      },
    };
    expect(await send(boss, "2026-11-03T07:00:00Z", broken)).toBe(1);
    expect((await listSubscriptions(boss)).subscriptions[0]?.sentFor).toBe(null);
    expect(await send(boss, "2026-11-03T07:05:00Z")).toBe(1);
    expect(await send(boss, "2026-11-03T07:10:00Z")).toBe(0);
    for (const to of ["owner@sub-retry.example", "admin@sub-retry.example"]) expect(await mailsTo(to)).toHaveLength(1);
  });

  it("go to nobody who may not read reports any more, and to nobody while the tenant is suspended", async () => {
    const { boss, owner, at } = await place("sub-lost");
    const admin = await (await joinByMail("sub-lost", owner, "admin@sub-lost.example", "admin")).in("sub-lost");
    await subscribe(at("2026-11-01T12:00:00Z"), [boss.actor.person, admin.actor.person]);
    expect(await send(boss, "2026-11-02T07:00:00Z")).toBe(2);
    await database.admin("update auth.member set role = 'member' where user_id = $1", [admin.actor.account]);
    expect(await send(boss, "2026-11-03T07:00:00Z")).toBe(1);
    expect(await mailsTo("admin@sub-lost.example")).toHaveLength(1);
    await database.admin("update auth.organization set suspended_at = now() where id = $1", [boss.tenantId]);
    expect(await send(boss, "2026-11-04T07:00:00Z")).toBe(0);
    await database.admin("update auth.organization set suspended_at = null where id = $1", [boss.tenantId]);
    expect(await send(boss, "2026-11-05T07:00:00Z")).toBe(1);
    expect(await mailsTo("owner@sub-lost.example")).toHaveLength(3);
  });
});
