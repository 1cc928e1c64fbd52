/** Reports: their figures, their mails. */
import type { SeededBug } from "../seeded-bug";

const RECOUNT = ["tests/reports/recount.db.test.ts"];

export const REPORTS_BUGS: readonly SeededBug[] = [
  {
    breaks: "REP-03",
    what: "what arrives while its day is computed is forgotten with the marks of before",
    file: "db/queries/report-rollups.ts",
    find: " and id = any(${sql.param(marks)}::bigint[])",
    replace: "",
    project: "db",
    tests: RECOUNT,
  },
  {
    breaks: "REP-03",
    what: "days are those of UTC",
    file: "db/reporting/days.ts",
    find: "and (${moment} at time zone ${zone}::text)::date = d.day",
    replace: "and (${moment} at time zone 'UTC')::date = d.day",
    project: "db",
    tests: RECOUNT,
  },
  {
    breaks: "REP-03",
    what: "the figures stay those of the zone before",
    file: "lib/reporting/server/refresh.ts",
    find: "if (zone !== builtZone)",
    replace: "if (builtZone === null)",
    project: "db",
    tests: RECOUNT,
  },
  {
    breaks: "REP-03",
    what: "a month stays as it was when one of its days is computed anew",
    file: "db/reporting/spreads.ts",
    find: "and month in (select date_trunc('month', day::timestamp)::date from ${wantedDays(plan)} d)",
    replace: "and false",
    project: "db",
    tests: ["lib/reporting/reporting.db.test.ts"],
  },
  {
    breaks: "REP-02",
    what: "people of a period are those of its days added up",
    file: "lib/reporting/core/figures.ts",
    find: "return { sums: { ...sums, ...whole.sums }, spreads: whole.spreads };",
    replace: "return { sums: { ...whole.sums, ...sums }, spreads: whole.spreads };",
    project: "unit",
    tests: ["lib/reporting/core/make-report.test.ts"],
  },
  {
    breaks: "REP-02",
    what: "private rooms are named",
    file: "db/reporting/chat-days.ts",
    find: "case when o.kind = 'channel' and o.visibility = 'public' then o.id::text else ${PRIVATE_ROOMS} end",
    replace: "case when true then o.id::text else ${PRIVATE_ROOMS} end",
    project: "db",
    tests: RECOUNT,
  },
  {
    breaks: "REP-02",
    what: "who lost the right still gets reports by mail",
    file: "lib/reporting/server/send-report-mails.ts",
    find: ` || !can(toTenantRole(member.role), "report", "read")`,
    replace: "",
    project: "db",
    tests: ["lib/reporting/reporting.db.test.ts"],
  },
  {
    breaks: "REP-02",
    what: "two rounds at once send a report twice",
    file: "db/queries/report-subscriptions.ts",
    find: "where m.sent_at is null and m.claimed_at < ${moment(nowMs - staleMs)}",
    replace: "where ${staleMs}::int > 0 and ${nowMs}::float8 > 0",
    project: "db",
    tests: ["lib/reporting/reporting.db.test.ts"],
  },
];
