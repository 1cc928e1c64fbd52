/** Trying an assistant, versions of prompts, evaluation sets. */
import type { SeededBug } from "../seeded-bug";

export const PLAYGROUND_BUGS: readonly SeededBug[] = [
  {
    breaks: "REP-05",
    what: "a question for testing goes by the live prompt whichever is tried",
    file: "lib/playground/server/probe.ts",
    find: "instructions: instructions ?? facts.instructions",
    replace: "instructions: facts.instructions",
    project: "workers",
    tests: ["durable-objects/trial.worker.test.ts"],
  },
  {
    breaks: "REP-05",
    what: "an answer names passages as cited by their place in the list",
    file: "lib/playground/server/probe.ts",
    find: "cited: cited.has(at + 1)",
    replace: "cited: cited.has(at)",
    project: "workers",
    tests: ["durable-objects/trial.worker.test.ts"],
  },
  {
    breaks: "REP-05",
    what: "two who save a prompt at once both do",
    file: "db/queries/prompts.ts",
    find: "where tenant_id = ${db.tenantId}::uuid and id = ${project}::uuid and ${only} returning id`;",
    replace: "where tenant_id = ${db.tenantId}::uuid and id = ${project}::uuid returning id`;",
    project: "db",
    tests: ["lib/playground/playground.db.test.ts"],
  },
  {
    breaks: "REP-05",
    what: "instructions that are saved with an assistant's other settings make no version",
    file: "db/prompts/keep-version.ts",
    find: "where live.text is distinct from coalesce(newest.text, '')",
    replace: "where newest.text is null and live.text <> ''",
    project: "db",
    tests: ["lib/playground/playground.db.test.ts"],
  },
  {
    breaks: "REP-05",
    what: "what answered instead of a model that the quota refused is judged",
    file: "lib/playground/server/run-cases.ts",
    find: 'return "quota";',
    replace: "break;",
    project: "workers",
    tests: ["durable-objects/evaluation-run.worker.test.ts"],
  },
  {
    breaks: "REP-05",
    what: "an answer where no document says it passes",
    file: "lib/playground/core/judge.ts",
    find: 'kind === "abstain" && answer.outcome !== "abstained"',
    replace: 'kind === "abstain" && answer.outcome === null',
    project: "unit",
    tests: ["lib/playground/core/judge.test.ts"],
  },
];
