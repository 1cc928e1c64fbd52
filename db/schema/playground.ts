import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import type { CaseFault, CitedSource, Expectation, RunFault, RunState, Verdict } from "@/lib/playground/protocol";
import type { PersonId, ProjectId } from "@/lib/platform/ids";
import { moment, tenantId } from "./columns";
import { projects } from "./projects";

/** Every text that an assistant was ever told to go by. The newest one of its place is live. Only added to. */
export const promptVersions = pgTable(
  "prompt_versions",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    /** Null: the tenant's own, for every assistant. */
    projectId: uuid("project_id").$type<ProjectId>(),
    /** Dense from 1 in its place. */
    number: integer("number").notNull(),
    text: text("text").notNull(),
    note: text("note").notNull().default(""),
    /** The version whose text was taken up again. */
    fromNumber: integer("from_number"),
    createdBy: uuid("created_by").$type<PersonId>(),
    createdAt: moment("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    unique("prompt_versions_number").on(table.tenantId, table.projectId, table.number).nullsNotDistinct(),
    foreignKey({
      columns: [table.tenantId, table.projectId],
      foreignColumns: [projects.tenantId, projects.id],
    }).onDelete("cascade"),
  ],
);

/** Questions that an assistant is measured by. */
export const evaluationSets = pgTable(
  "evaluation_sets",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    projectId: uuid("project_id").$type<ProjectId>().notNull(),
    name: text("name").notNull(),
    createdBy: uuid("created_by").$type<PersonId>(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("evaluation_sets_project_idx").on(table.tenantId, table.projectId),
    foreignKey({
      columns: [table.tenantId, table.projectId],
      foreignColumns: [projects.tenantId, projects.id],
    }).onDelete("cascade"),
  ],
);

export const evaluationCases = pgTable(
  "evaluation_cases",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    setId: uuid("set_id").notNull(),
    /** Of the order in which they are shown and asked. */
    position: integer("position").notNull(),
    question: text("question").notNull(),
    expects: jsonb("expects").$type<Expectation>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("evaluation_cases_set_idx").on(table.tenantId, table.setId, table.position),
    foreignKey({
      columns: [table.tenantId, table.setId],
      foreignColumns: [evaluationSets.tenantId, evaluationSets.id],
    }).onDelete("cascade"),
  ],
);

/** One time that a set was asked, and what it was asked with. */
export const evaluationRuns = pgTable(
  "evaluation_runs",
  {
    tenantId: tenantId(),
    id: uuid("id").notNull(),
    setId: uuid("set_id").notNull(),
    state: text("state").$type<RunState>().notNull(),
    /** Why it ended before its end. */
    fault: text("fault").$type<RunFault>(),
    /** Null: the project's own. */
    model: text("model"),
    /** Versions of the project's instructions and of the tenant's prompt. */
    promptNumber: integer("prompt_number").notNull(),
    houseNumber: integer("house_number").notNull(),
    /** Nano US dollars that it stops at. */
    budget: bigint("budget", { mode: "number" }).notNull(),
    createdBy: uuid("created_by").$type<PersonId>(),
    createdAt: moment("created_at").notNull(),
    endedAt: moment("ended_at"),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    index("evaluation_runs_set_idx").on(table.tenantId, table.setId, table.createdAt),
    foreignKey({
      columns: [table.tenantId, table.setId],
      foreignColumns: [evaluationSets.tenantId, evaluationSets.id],
    }).onDelete("cascade"),
  ],
);

/** Each case as it was when the run began, and what came of it. Without a verdict: not asked yet. */
export const evaluationResults = pgTable(
  "evaluation_results",
  {
    tenantId: tenantId(),
    runId: uuid("run_id").notNull(),
    caseId: uuid("case_id").notNull(),
    position: integer("position").notNull(),
    question: text("question").notNull(),
    expects: jsonb("expects").$type<Expectation>().notNull(),
    verdict: text("verdict").$type<Verdict>(),
    faults: jsonb("faults")
      .$type<CaseFault[]>()
      .notNull()
      .default(sql`'[]'::jsonb`),
    answer: text("answer").notNull().default(""),
    outcome: text("outcome"),
    cited: jsonb("cited")
      .$type<CitedSource[]>()
      .notNull()
      .default(sql`'[]'::jsonb`),
    model: text("model"),
    confidence: real("confidence"),
    promptTokens: integer("prompt_tokens").notNull().default(0),
    completionTokens: integer("completion_tokens").notNull().default(0),
    /** Nano US dollars. */
    cost: bigint("cost", { mode: "number" }).notNull().default(0),
    totalMs: integer("total_ms").notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.runId, table.caseId] }),
    foreignKey({
      columns: [table.tenantId, table.runId],
      foreignColumns: [evaluationRuns.tenantId, evaluationRuns.id],
    }).onDelete("cascade"),
    check("evaluation_results_cost", sql`${table.cost} >= 0`),
  ],
);
