import * as z from "zod/mini";
import {
  deleteEvaluationCases,
  deleteEvaluationSet as deleteRow,
  findEvaluationSet,
  insertEvaluationCases,
  insertEvaluationSet,
  listEvaluationSets,
  updateEvaluationCase,
} from "@/db/queries/evaluations";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { auditOf } from "@/lib/audit/server/append-audit";
import { AppError } from "@/lib/platform/errors";
import { newId, type ProjectId } from "@/lib/platform/ids";
import { projectNotFound } from "@/lib/projects/server/project-refusals";
import { toCsv } from "@/lib/tenants/core/csv";
import { casesToRows, type CaseFaultCode, readCases } from "../core/case-table";
import { type EvaluationSetSummary, type EvaluationSetView, type Expectation, PLAYGROUND_BOUNDS } from "../protocol";
import { expectation, projectId, question, setName, tenantSlug, uuid } from "./inputs";
import { caseNotFound, setNotFound, tooManyCases, tooManySets } from "./refusals";

const ofSet = { tenant: tenantSlug, set: uuid };

export async function listSets(ctx: Ctx, project: ProjectId | null): Promise<EvaluationSetSummary[]> {
  requirePermission(ctx, "project", "manage");
  return listEvaluationSets(ctx.db, project);
}

/** A set with its cases and newest runs. */
export async function showSet(ctx: Ctx, set: string): Promise<EvaluationSetView> {
  requirePermission(ctx, "project", "manage");
  const found = await findEvaluationSet(ctx.db, set, PLAYGROUND_BOUNDS.runsShown);
  if (!found) throw setNotFound();
  return found;
}

export const createSetInput = z.strictObject({ tenant: tenantSlug, project: projectId, name: setName });

export async function createSet(
  ctx: Ctx,
  { project, name }: z.infer<typeof createSetInput>,
): Promise<{ set: { id: string; name: string } }> {
  requirePermission(ctx, "project", "manage");
  const id = newId();
  const made = await insertEvaluationSet(
    ctx.db,
    { id, projectId: project, name, createdBy: ctx.actor.person },
    { nowMs: ctx.now(), max: PLAYGROUND_BOUNDS.setsMax },
    auditOf(ctx, "evaluation_set.created", id, { name }),
  );
  if (made !== "done") throw made === "full" ? tooManySets() : projectNotFound();
  return { set: { id, name } };
}

export const setInput = z.strictObject(ofSet);

export async function deleteSet(ctx: Ctx, { set }: z.infer<typeof setInput>): Promise<{ deleted: true }> {
  requirePermission(ctx, "project", "manage");
  if (!(await deleteRow(ctx.db, set, auditOf(ctx, "evaluation_set.deleted", set)))) throw setNotFound();
  return { deleted: true };
}

export const addCaseInput = z.strictObject({ ...ofSet, question, expects: expectation });

export async function addCase(
  ctx: Ctx,
  { set, question: asked, expects }: z.infer<typeof addCaseInput>,
): Promise<{ added: number }> {
  return add(ctx, set, [{ question: asked, expects: checked(expects) }]);
}

export const changeCaseInput = z.strictObject({ ...ofSet, case: uuid, question, expects: expectation });

export async function changeCase(
  ctx: Ctx,
  { set, case: id, question: asked, expects }: z.infer<typeof changeCaseInput>,
): Promise<{ changed: true }> {
  requirePermission(ctx, "project", "manage");
  const changed = await updateEvaluationCase(
    ctx.db,
    set,
    { id, question: asked, expects: checked(expects) },
    ctx.now(),
  );
  if (!changed) throw caseNotFound();
  return { changed: true };
}

export const deleteCaseInput = z.strictObject({ ...ofSet, case: uuid });

export async function deleteCase(
  ctx: Ctx,
  { set, case: id }: z.infer<typeof deleteCaseInput>,
): Promise<{ deleted: true }> {
  requirePermission(ctx, "project", "manage");
  if ((await deleteEvaluationCases(ctx.db, set, [id])) === 0) throw caseNotFound();
  return { deleted: true };
}

export const importCasesInput = z.strictObject({ ...ofSet, csv: z.string() });

/** Adds the cases of a table, all of them or none. */
export async function importCases(
  ctx: Ctx,
  { set, csv }: z.infer<typeof importCasesInput>,
): Promise<{ added: number }> {
  const read = readCases(csv);
  if (!read.ok) throw new AppError("invalid_request", `Line ${read.line}: ${FAULTS[read.code]}`, { param: "csv" });
  return add(ctx, set, read.cases);
}

const FAULTS: Record<CaseFaultCode, string> = {
  header: 'the first line names the columns: "question", and where wanted "expects", "source" and "words".',
  question: `a question of 1 to ${PLAYGROUND_BOUNDS.questionCharsMax} characters is missing.`,
  expects: 'what is expected is "source", "abstain" or "answer".',
  source: `the source of the answer is missing, or longer than ${PLAYGROUND_BOUNDS.sourceCharsMax} characters.`,
  words: `at most ${PLAYGROUND_BOUNDS.wordsMax} words or phrases, of ${PLAYGROUND_BOUNDS.wordCharsMax} characters each, with | between them.`,
  many: `at most ${PLAYGROUND_BOUNDS.casesMax} cases.`,
  none: "there are no cases in it.",
};

/** The cases as a table, which `importCases` takes. */
export async function exportCases(ctx: Ctx, { set }: z.infer<typeof setInput>): Promise<Response> {
  const { cases } = await showSet(ctx, set);
  return new Response(toCsv(casesToRows(cases)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${ctx.tenantSlug}-evaluation.csv"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": ctx.requestId,
    },
  });
}

async function add(
  ctx: Ctx,
  set: string,
  cases: readonly { question: string; expects: Expectation }[],
): Promise<{ added: number }> {
  requirePermission(ctx, "project", "manage");
  const rows = cases.map((one) => ({ id: newId(), ...one }));
  const added = await insertEvaluationCases(ctx.db, set, rows, { nowMs: ctx.now(), max: PLAYGROUND_BOUNDS.casesMax });
  if (added !== "done") throw added === "full" ? tooManyCases() : setNotFound();
  return { added: rows.length };
}

/** A source is named where one is expected, and nowhere else. */
function checked(expects: Expectation): Expectation {
  if (expects.kind !== "source") return { ...expects, source: "" };
  if (expects.source === "") {
    throw new AppError("invalid_request", "Name the document that the answer comes from.", { param: "source" });
  }
  return expects;
}
