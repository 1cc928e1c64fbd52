import { describe, expect, it } from "vitest";
import { listAudit } from "@/db/queries/audit";
import { listWaitingCases, saveCaseResult } from "@/db/queries/evaluation-runs";
import { caseResult } from "@/db/testing/playground-rows";
import type { SessionCtx } from "@/lib/access/server/session-ctx";
import { joinByMail, makeTenant, newcomer, refusal, withSite } from "@/lib/access/testing/site";
import { parseInput } from "@/lib/http/parse-input";
import { newId, type ProjectId } from "@/lib/platform/ids";
import { changeProject } from "@/lib/projects/server/change-project";
import { createProject } from "@/lib/projects/server/create-project";
import { deleteProject } from "@/lib/projects/server/delete-project";
import { projectFactsById } from "@/lib/projects/server/project-facts";
import { getProject } from "@/lib/projects/server/read-projects";
import { changeTenantConfig } from "@/lib/tenants/server/change-config";
import { showTenantConfig } from "@/lib/tenants/server/show-config";
import { PLAYGROUND_BOUNDS } from "./protocol";
import type { RunOrder } from "./server/objects";
import { askTrial, askTrialInput } from "./server/ask-trial";
import { cancelRun, showRun, startRun } from "./server/evaluation-runs";
import {
  addCase,
  changeCase,
  createSet,
  deleteCase,
  deleteSet,
  exportCases,
  importCases,
  listSets,
  showSet,
} from "./server/evaluation-sets";
import { listPrompts, showPrompt } from "./server/read-prompts";
import { rollBackPrompt, savePrompt, savePromptInput } from "./server/save-prompt";

withSite();

interface Place {
  boss: SessionCtx;
  member: SessionCtx;
  project: ProjectId;
  /** Runs that were begun, and whether the next one can be. */
  begun: RunOrder[];
  breakRuns(broken: boolean): void;
  /** Questions that test conversations were asked. */
  asked: { instructions: string | null; model: string | null }[];
}

let places = 0;

async function place(): Promise<Place> {
  const slug = `playground-${++places}`;
  const owner = await newcomer(`owner@${slug}.example`);
  await makeTenant(slug, owner);
  const begun: RunOrder[] = [];
  const asked: Place["asked"] = [];
  let broken = false;
  const at = (ctx: SessionCtx): SessionCtx => ({
    ...ctx,
    objects: {
      ...ctx.objects,
      evaluationRun: () => ({
        begin: async (order) => {
          if (broken) throw new Error("The object is away.");
          begun.push(order);
        },
      }),
      trial: () => ({
        fetch: async (request) => {
          asked.push(await request.json());
          return new Response("data: {}\n\n");
        },
        forget: async () => undefined,
      }),
    },
  });
  const boss = at(await owner.in(slug));
  const member = at(await (await joinByMail(slug, owner, `member@${slug}.example`)).in(slug));
  const { project } = await createProject(boss, { tenant: slug, name: "Shop", origin: null });
  return { boss, member, project: project.id, begun, asked, breakRuns: (on) => void (broken = on) };
}

const save = (ctx: SessionCtx, at: string, text: string, live: number, note = "") =>
  savePrompt(ctx, parseInput(savePromptInput, { tenant: ctx.tenantSlug, place: at, text, note, live }));
const back = (ctx: SessionCtx, at: ProjectId | "house", version: number, live: number) =>
  rollBackPrompt(ctx, { tenant: ctx.tenantSlug, place: at, version, live });
const show = (ctx: SessionCtx, at: ProjectId | "house", from: number | null = null, until: number | null = null) =>
  showPrompt(ctx, at, { from, until });

describe("prompts", () => {
  it("have a version for every text that was saved, wherever it was, and none for what did not change it", async () => {
    const { boss, project } = await place();
    const { tenantSlug: tenant } = boss;
    expect(await show(boss, project)).toMatchObject({ live: 0, text: "", versions: [], compared: null, name: "Shop" });
    await save(boss, project, "Be kind.", 0, "First words");
    const { project: saved } = await getProject(boss, { tenant, project });
    await changeProject(boss, { tenant, project, version: saved.version, instructions: "Be kind.\nBe brief." });
    await changeProject(boss, { tenant, project, version: saved.version + 1, name: "Store" });
    const page = await show(boss, project);
    expect(page.versions).toMatchObject([
      { number: 2, note: "", from: null, chars: 18 },
      { number: 1, note: "First words", from: null, author: expect.any(String), chars: 8 },
    ]);
    expect(page).toMatchObject({ live: 2, text: "Be kind.\nBe brief.", name: "Store" });
    expect(page.compared).toMatchObject({ from: 1, until: 2, diff: { added: 1, removed: 0 } });
    expect(await projectFactsById(boss.env, boss.tenantId, project)).toMatchObject({
      instructions: "Be kind.\nBe brief.",
    });
  });

  it("are the tenant's own as well, for every assistant", async () => {
    const { boss, project } = await place();
    await changeTenantConfig(boss, { tenant: boss.tenantSlug, systemPrompt: "We are a shop." });
    await save(boss, "house", "We are a store.", 1, "Renamed");
    expect((await show(boss, "house")).versions.map(({ number, note }) => [number, note])).toEqual([
      [2, "Renamed"],
      [1, ""],
    ]);
    expect(await showTenantConfig(boss)).toMatchObject({ config: { systemPrompt: "We are a store." } });
    expect(await listPrompts(boss)).toMatchObject([
      { place: "house", name: null, live: { number: 2 } },
      { place: project, name: "Shop", live: { number: 0 } },
    ]);
  });

  it("go back by a new version with the old text, which the log names", async () => {
    const { boss, project } = await place();
    await save(boss, project, "One.", 0);
    await save(boss, project, "Two.", 1);
    await back(boss, project, 1, 2);
    const page = await show(boss, project);
    expect(page).toMatchObject({ live: 3, text: "One." });
    expect(page.versions[0]).toMatchObject({ number: 3, from: 1 });
    expect(await getProject(boss, { tenant: boss.tenantSlug, project })).toMatchObject({
      project: { instructions: "One." },
    });
    const log = { action: "prompt.rolled_back", actor: null, target: project, fromMs: null, untilMs: null } as const;
    const { rows } = await listAudit(boss.db, log, { before: null, limit: 5 });
    expect(rows).toMatchObject([{ data: { version: 3, from: 1 } }]);
  });

  it("are saved by one of two who began from the same version; the other is told", async () => {
    const { boss, project } = await place();
    const both = await Promise.all([
      refusal(save(boss, project, "Mine.", 0)),
      refusal(save(boss, project, "Yours.", 0)),
      refusal(save(boss, project, "Theirs.", 0)),
    ]);
    expect(both.toSorted()).toEqual(["conflict", "conflict", "done"]);
    expect((await show(boss, project)).versions).toHaveLength(1);
    await save(boss, "house", "Once.", 0);
    expect(await refusal(back(boss, "house", 1, 0))).toBe("conflict");
    expect((await show(boss, "house")).text).toBe("Once.");
  });

  it("compare any two that there are, and fall back to the newest two", async () => {
    const { boss, project } = await place();
    for (const [at, text] of ["A.", "A.\nB.", "C."].entries()) await save(boss, project, text, at);
    expect((await show(boss, project, 1, 3)).compared).toMatchObject({
      from: 1,
      until: 3,
      diff: { added: 1, removed: 1 },
    });
    expect((await show(boss, project, 0, 2)).compared).toMatchObject({ from: 0, until: 2, diff: { added: 2 } });
    expect((await show(boss, project, 9, 9)).compared).toMatchObject({ from: 2, until: 3 });
  });

  it("are nobody's else: not a member's, not another tenant's, not those of what is not there", async () => {
    const [{ boss, member, project }, other] = [await place(), await place()];
    await save(boss, project, "Secret.", 0);
    expect(await refusal(show(member, project))).toBe("forbidden");
    expect(await refusal(save(member, "house", "x", 0))).toBe("forbidden");
    for (const strange of [project, newId<ProjectId>()]) {
      expect(await refusal(show(other.boss, strange))).toBe("not_found");
      expect(await refusal(save(other.boss, strange, "x", 0))).toBe("not_found");
      expect(await refusal(back(other.boss, strange, 1, 1))).toBe("not_found");
    }
    expect(await refusal(save(boss, project, "x".repeat(8_001), 1))).toBe("invalid_request");
    expect(await refusal(back(boss, project, 7, 1))).toBe("not_found");
  });

  it("go with their assistant", async () => {
    const { boss, project } = await place();
    await save(boss, project, "Gone.", 0);
    const objects = { ...boss.objects, meter: () => ({ putKey: async () => undefined }) as never };
    const told = { fetch: async () => Response.json({ deleted: true }) };
    await deleteProject({ ...boss, objects, realtime: told }, { tenant: boss.tenantSlug, project });
    expect((await listPrompts(boss)).map(({ place: at }) => at)).toEqual(["house"]);
    expect(await refusal(show(boss, project))).toBe("not_found");
  });
});

describe("a test question", () => {
  it("goes by a version or a draft, and by nothing else where neither is named", async () => {
    const { boss, member, project, asked } = await place();
    await save(boss, project, "One.", 0);
    await save(boss, project, "Two.", 1);
    const base = { tenant: boss.tenantSlug, project, conversation: newId(), text: "Why?", model: null };
    const ask = (more: object, ctx = boss) =>
      askTrial(ctx, parseInput(askTrialInput, { ...base, id: newId(), ...more }));
    expect(await (await ask({})).text()).toBe("data: {}\n\n");
    await ask({ version: 1, model: "fake/small" });
    await ask({ draft: "" });
    expect(asked).toMatchObject([
      { instructions: null, model: null, language: "en" },
      { instructions: "One.", model: "fake/small" },
      { instructions: "" },
    ]);
    expect(await refusal(ask({ version: 5 }))).toBe("not_found");
    expect(await refusal(ask({ project: newId() }))).toBe("not_found");
    expect(await refusal(ask({}, member))).toBe("forbidden");
    expect(asked).toHaveLength(3);
  });
});

describe("evaluation sets", () => {
  const filled = async () => {
    const at = await place();
    const { tenantSlug: tenant } = at.boss;
    const { set } = await createSet(at.boss, { tenant, project: at.project, name: "Basics" });
    const csv = "question,expects,source,words\nMay I return it?,source,Returns,30 days\nWho won in 1954?,abstain,,\n";
    await importCases(at.boss, { tenant, set: set.id, csv });
    return { ...at, tenant, set: set.id };
  };
  const start = (ctx: SessionCtx, set: string, more: object = {}) =>
    startRun(ctx, { tenant: ctx.tenantSlug, set, model: null, version: null, budget: 1_000, ...more });

  it("hold cases in their order, which come and go one by one or as a table", async () => {
    const { boss, tenant, set } = await filled();
    await addCase(boss, {
      tenant,
      set,
      question: "And then?",
      expects: { kind: "answer", source: "stray", words: [] },
    });
    const { cases, projectName } = await showSet(boss, set);
    expect(projectName).toBe("Shop");
    expect(cases).toMatchObject([
      { question: "May I return it?", expects: { kind: "source", source: "Returns", words: ["30 days"] } },
      { question: "Who won in 1954?", expects: { kind: "abstain" } },
      { question: "And then?", expects: { kind: "answer", source: "" } },
    ]);
    const [first, second] = cases;
    const expects = { kind: "abstain", source: "", words: [] } as const;
    await changeCase(boss, {
      tenant,
      set,
      case: first?.id ?? "",
      question: "Changed?",
      expects: { ...expects, words: [] },
    });
    await deleteCase(boss, { tenant, set, case: second?.id ?? "" });
    expect((await showSet(boss, set)).cases.map(({ question }) => question)).toEqual(["Changed?", "And then?"]);
    expect(await (await exportCases(boss, { tenant, set })).text()).toContain('"Changed?","abstain","",""');
    expect(await listSets(boss, null)).toMatchObject([{ name: "Basics", cases: 2, lastRun: null }]);
  });

  it("take a table whole or not at all, and no more than they hold", async () => {
    const { boss, tenant, set } = await filled();
    const csv = "question,expects\nGood?,answer\nBad?,perhaps\n";
    expect(await refusal(importCases(boss, { tenant, set, csv }))).toBe("invalid_request");
    const many = `question\n${"Q?\n".repeat(PLAYGROUND_BOUNDS.casesMax - 1)}`;
    expect(await refusal(importCases(boss, { tenant, set, csv: many }))).toBe("quota_exceeded");
    expect((await showSet(boss, set)).cases).toHaveLength(2);
  });

  it("are run over their cases as they are then, with the prompt that is named", async () => {
    const { boss, project, tenant, set, begun } = await filled();
    await save(boss, project, "One.", 0);
    await save(boss, project, "Two.", 1);
    const { run } = await start(boss, set, { version: 1, model: "fake/small" });
    expect(begun).toMatchObject([{ run: run.id, instructions: "One.", model: "fake/small", projectId: project }]);
    await addCase(boss, { tenant, set, question: "Later?", expects: { kind: "answer", source: "", words: [] } });
    const waiting = await listWaitingCases(boss.db, run.id, 10);
    expect(waiting).toMatchObject({ spent: 0, budget: 1_000, cases: [{ question: "May I return it?" }, {}] });
    await saveCaseResult(boss.db, run.id, waiting?.cases[0]?.id ?? "", caseResult("Yes."));
    await saveCaseResult(boss.db, run.id, waiting?.cases[0]?.id ?? "", caseResult("Again.", { verdict: "fail" }));
    const view = await showRun(boss, { run: run.id });
    expect(view.run).toMatchObject({
      ...{ state: "running", total: 2, passed: 1, failed: 0, errors: 0, cost: 100, promptTokens: 10, promptNumber: 1 },
    });
    expect(view.cases).toMatchObject([{ result: { verdict: "pass", answer: "Yes." } }, { result: null }]);
    expect(await listWaitingCases(boss.db, run.id, 10)).toMatchObject({
      spent: 100,
      cases: [{ question: "Who won in 1954?" }],
    });
    expect(await listSets(boss, project)).toMatchObject([{ cases: 3, lastRun: { id: run.id, passed: 1 } }]);
  });

  it("are run one at a time, until the run ends or is cancelled", async () => {
    const { boss, tenant, set } = await filled();
    const { run } = await start(boss, set);
    expect(await refusal(start(boss, set))).toBe("conflict");
    expect(await cancelRun(boss, { tenant, run: run.id })).toEqual({ cancelled: true });
    expect(await cancelRun(boss, { tenant, run: run.id })).toEqual({ cancelled: false });
    expect(await listWaitingCases(boss.db, run.id, 10)).toBeNull();
    await start(boss, set);
    expect((await showSet(boss, set)).runs).toMatchObject([{ state: "running" }, { state: "cancelled" }]);
  });

  it("are not left running by a run that could not begin", async () => {
    const { boss, set, breakRuns } = await filled();
    breakRuns(true);
    expect(await refusal(start(boss, set))).toBe("unavailable");
    expect((await showSet(boss, set)).runs).toMatchObject([{ state: "failed", fault: "interrupted" }]);
    breakRuns(false);
    await start(boss, set);
  });

  it("are run only with something to ask", async () => {
    const { boss, project, tenant } = await filled();
    const { set } = await createSet(boss, { tenant, project, name: "Empty" });
    expect(await refusal(start(boss, set.id))).toBe("invalid_request");
  });

  it("answer a foreign id as a missing one, and a member never", async () => {
    const [{ boss, member, tenant, set }, { boss: other }] = [await filled(), await place()];
    const { run } = await start(boss, set);
    const [known] = (await showSet(boss, set)).cases;
    const expects = { kind: "answer", source: "", words: [] } as const;
    const everything = (ctx: SessionCtx, at: { set: string; run: string; case: string }) => [
      () => showSet(ctx, at.set),
      () => deleteSet(ctx, { tenant, set: at.set }),
      () => addCase(ctx, { tenant, set: at.set, question: "x", expects: { ...expects, words: [] } }),
      () => changeCase(ctx, { tenant, ...at, question: "x", expects: { ...expects, words: [] } }),
      () => deleteCase(ctx, { tenant, ...at }),
      () => exportCases(ctx, { tenant, set: at.set }),
      () => start(ctx, at.set),
      () => showRun(ctx, at),
      () => cancelRun(ctx, { tenant, run: at.run }),
    ];
    const ours = { set, run: run.id, case: known?.id ?? "" };
    const nowhere = { set: newId(), run: newId(), case: newId() };
    for (const at of [ours, nowhere]) {
      for (const act of everything(other, at)) expect(await refusal(act())).toBe("not_found");
    }
    for (const act of everything(member, ours)) expect(await refusal(act())).toBe("forbidden");
    expect((await showSet(boss, set)).cases).toHaveLength(2);
  });
});
