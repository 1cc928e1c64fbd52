/** The administrators' places: who is shown which, what they say needs attention, what reports say of a change. */
import type { SeededBug } from "../seeded-bug";

export const DASHBOARD_BUGS: readonly SeededBug[] = [
  {
    breaks: "REP-01",
    what: "every place is shown to everybody",
    file: "components/frame/admin-places.ts",
    find: "ADMIN_PLACES.filter(({ right }) => has(right))",
    replace: "ADMIN_PLACES.filter(({ right }) => has(right) || true)",
    project: "unit",
    tests: ["components/frame/admin-places.test.ts"],
  },
  {
    breaks: "REP-01",
    what: "a quota is noticed once it is used up",
    file: "lib/overview/core/attention.ts",
    find: "const QUOTA_PART = 0.8;",
    replace: "const QUOTA_PART = 1;",
    project: "unit",
    tests: ["lib/overview/core/attention.test.ts"],
  },
  {
    breaks: "REP-01",
    what: "documents of other tenants are counted",
    file: "db/queries/knowledge.ts",
    find: "from knowledge_documents where tenant_id = ${db.tenantId}::uuid group by project_id",
    replace: "from knowledge_documents group by project_id",
    project: "db",
    tests: ["db/tenancy.db.test.ts"],
  },
  {
    breaks: "REP-02",
    what: "more errors are called better",
    file: "components/reports/change.ts",
    find: 'better === kind ? "better" : "worse"',
    replace: 'better === kind ? "worse" : "better"',
    project: "unit",
    tests: ["components/reports/change.test.ts"],
  },
  {
    breaks: "REP-02",
    what: "a period of the plain address is a day short",
    file: "components/reports/report-view.ts",
    find: "addDays(today, 1 - preset)",
    replace: "addDays(today, 2 - preset)",
    project: "unit",
    tests: ["components/reports/report-view.test.ts"],
  },
];
