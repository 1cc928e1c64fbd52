/**
 * Random lives of a tenant, and every figure of every report compared with a recount of what has arrived (REP-03): around
 * days on which clocks jump, in zones with halves and quarters of hours, with what comes late, twice and out of order, and
 * with the zone changed in between. `REPORT_EVENTS=100000` plays the long form.
 */
import { expect, it } from "vitest";
import { randomOf } from "@/bench/archive/random";
import { insertApiKey } from "@/db/queries/api-keys";
import { projectConversation } from "@/db/queries/conversations";
import { insertProject } from "@/db/queries/projects";
import { projectEvents } from "@/db/queries/room-log";
import { changeTenantConfig } from "@/db/queries/tenant-config";
import { insertUsage } from "@/db/queries/usage";
import { SIZE } from "@/db/reporting/scope";
import { withDatabase } from "@/db/testing/database";
import { keyChoices } from "@/db/testing/estate";
import type { Ctx } from "@/lib/access/ctx";
import { newId, type KeyId, type ProjectId } from "@/lib/platform/ids";
import { newSettings } from "@/lib/projects/core/settings";
import { DIMENSIONS, REPORTS, type Dimension, type Report, type ReportQuery } from "@/lib/reporting/protocol";
import { refreshReports } from "@/lib/reporting/server/refresh";
import { showReport } from "@/lib/reporting/server/show-report";
import { liveOn, newWorld, type Delivery } from "./life";
import { FIRST_DAY, LAST_DAY, ZONES } from "./moments";
import { recount } from "./recount";
import { deliver, type World } from "./world";

const EVENTS = Number(process.env.REPORT_EVENTS ?? 3_000);
const SEED = Number(process.env.REPORT_SEED ?? 20_261_122);
const LANES = 4;
/** With months of which every day is in them, and such as are cut, before and after their first days. */
const PERIODS = [
  { from: "2026-08-20", until: "2026-11-05" },
  { from: FIRST_DAY, until: LAST_DAY },
  { from: "2026-06-15", until: "2026-10-20" },
] as const;
const HOURS_2 = 7_200_000;

const database = withDatabase();

async function beginWorld(): Promise<{ db: ReturnType<typeof database.tenant>; world: World }> {
  const db = database.tenant();
  const people = await Promise.all(Array.from({ length: 40 }, (_, at) => database.person(db, `Person ${at}`)));
  const limits = { nowMs: 0, max: 50 };
  const keys = ["server", "nightly", "=1+1"].map((name) => ({ id: newId<KeyId>(), name }));
  for (const { id, name } of keys) {
    const key = { id, secretHash: id, shown: name, createdBy: null, expiresAt: null, ...keyChoices(name) };
    await insertApiKey(db, key, limits);
  }
  const projects = ["Shop", "Help"].map((name) => ({ id: newId<ProjectId>(), name }));
  for (const { id, name } of projects) {
    await insertProject(db, { id, name, settings: newSettings([]), createdBy: people[0] ?? null }, limits);
  }
  return { db, world: newWorld(people, keys, projects) };
}

it(
  `shows what a recount of ${EVENTS} events shows, whenever it is asked`,
  async () => {
    const { db, world } = await beginWorld();
    const random = randomOf(SEED);
    const ctx = { db, now: Date.now, actor: { role: "owner" } as Ctx["actor"] };
    const ask = (query: ReportQuery) => showReport(ctx, { tenant: "", ...query }, "all");
    const anyQuery = (): ReportQuery => random.pick(queries(world, FIRST_DAY, LAST_DAY));
    /** What the cron does, after which long periods are read from blocks. */
    const tend = () => refreshReports(db, () => false);

    const arrive = async (delivery: Delivery): Promise<void> => {
      if (delivery.kind === "log") {
        const { room, events } = delivery;
        await projectEvents(db, room.id, events, []);
        for (const { seq } of events) room.arrived.add(seq);
      } else if (delivery.kind === "conversation") {
        const version = delivery.one.versions[delivery.version];
        if (!version) throw new Error("There is no such version.");
        await projectConversation(db, version.conversation, version.messages);
        deliver(delivery.one, version);
      } else {
        await insertUsage(db, delivery.rows);
        for (const row of delivery.rows) world.calls.set(row.id, row);
      }
    };

    /** Rows go as a retention would take them: the figures are those of what is kept. */
    const forgetSome = async (): Promise<void> => {
      const calls = [...world.calls.keys()].filter(() => random.next() < 0.05);
      await database.admin("delete from usage_events where id = any($1)", [calls]);
      for (const id of calls) world.calls.delete(id);
      const gone = world.conversations.filter(({ conversation }) => conversation && random.next() < 0.03);
      const ids = gone.map(({ conversation }) => conversation?.id);
      await database.admin("delete from conversations where id = any($1)", [ids]);
      await database.admin("delete from conversation_messages where conversation_id = any($1)", [ids]);
      for (const one of gone) {
        one.conversation = null;
        one.messages.clear();
      }
    };

    const blocksOf = async (): Promise<string[]> => {
      const rows = await database.admin<{ block: string }>(
        "select distinct day || '/' || until as block from report_spreads where tenant_id = $1 and report = 'models' and until > day",
        [db.tenantId],
      );
      return rows.map(({ block }) => block);
    };

    let compared = 0;
    const deliveries = liveOn(world, SEED, EVENTS);
    const portion = Math.ceil(deliveries.length / ZONES.length);
    for (const [at, zone] of ZONES.entries()) {
      await changeTenantConfig(db, { zone });
      const queue = deliveries.slice(at * portion, (at + 1) * portion);
      // What belongs to one thing comes one after the other, as from its object; everything else at once.
      const lanes = Array.from({ length: LANES }, (): Delivery[] => []);
      const laneOf = new Map<unknown, Delivery[]>();
      for (const delivery of queue) {
        const owner =
          delivery.kind === "log" ? delivery.room : delivery.kind === "conversation" ? delivery.one : delivery;
        const lane = laneOf.get(owner) ?? random.pick(lanes);
        laneOf.set(owner, lane);
        lane.push(delivery);
      }
      let asking = true;
      // Somebody looks all the while, and the cron runs: what they compute must not keep out what arrives meanwhile.
      const look = async () => {
        const query = anyQuery();
        expectWholeGroups(await ask(query), query.by);
      };
      const looks = [look, look, tend].map(async (next) => {
        while (asking) await next();
      });
      await Promise.all(
        lanes.map(async (lane) => {
          for (const delivery of lane) await arrive(delivery);
        }),
      );
      asking = false;
      await Promise.all(looks);
      if (at > 0) await forgetSome();
      // First where some blocks are put together and some went with their days, then where all are.
      for (const [nth, { from, until }] of PERIODS.entries()) {
        if (nth > 0) {
          await tend();
          expect(await blocksOf()).toEqual(
            expect.arrayContaining(["2026-03-11/2026-03-20", "2026-10-01/2026-10-31", "2026-04-01/2026-06-30"]),
          );
        }
        for (const query of queries(world, from, until)) {
          const shown = await ask(query);
          expect(shown, `${zone} ${JSON.stringify(query)}`).toEqual(recount(world, query, zone));
          compared++;
        }
      }
    }
    expect(compared).toBe(ZONES.length * PERIODS.length * queries(world, FIRST_DAY, LAST_DAY).length);
    // The test looks at something: all kinds of figures are there, and in both periods.
    const all = recount(
      world,
      { report: "assistant", from: FIRST_DAY, until: LAST_DAY, by: null, project: null },
      "UTC",
    );
    for (const figure of [all.figures.deflection, all.figures.satisfaction, all.figures.abstained])
      expect(figure).toBeGreaterThan(0);
  },
  HOURS_2,
);

/** What is divided into groups without a rest comes to the whole again: all of it is of one moment. */
function expectWholeGroups({ report, groups, figures }: Report, by: Dimension | null): void {
  // Of model calls keys and assistants have a rest: whose key is there no more, and those without an assistant.
  if (by === null || (report === "models" && by !== "model" && by !== "provider")) return;
  const size = SIZE[report];
  const sum = groups.reduce((all, { figures: ofGroup }) => all + Number(ofGroup[size as keyof typeof ofGroup]), 0);
  expect(sum, `${report} by ${by}`).toBe(figures[size as keyof typeof figures]);
}

/** Every report, divided by everything, of all assistants, of each, and of one that never was. */
function queries(world: World, from: string, until: string): ReportQuery[] {
  return REPORTS.flatMap((report) =>
    [null, ...DIMENSIONS[report]].flatMap((by) => {
      const projects = report === "chat" ? [null] : [null, ...world.projects.map(({ id }) => id), newId<ProjectId>()];
      return projects.map((project): ReportQuery => ({ report, from, until, by, project }));
    }),
  );
}
