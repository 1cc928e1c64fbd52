import type { CaseResult, EvaluationCase } from "@/lib/playground/protocol";
import type { NewRun } from "../queries/evaluation-runs";

export function caseRow(id: string, text: string, change: Partial<EvaluationCase> = {}): EvaluationCase {
  return { id, question: text, expects: { kind: "source", source: text, words: [text] }, ...change };
}

export function runRow(id: string, setId: string, change: Partial<NewRun> = {}): NewRun {
  return { id, setId, model: null, promptNumber: 1, houseNumber: 0, budget: 1_000, createdBy: null, ...change };
}

export function caseResult(text: string, change: Partial<CaseResult> = {}): CaseResult {
  return {
    ...{ verdict: "pass", faults: [], answer: text, outcome: "answered", cited: [], model: text, confidence: 0.5 },
    ...{ promptTokens: 10, completionTokens: 5, cost: 100, totalMs: 20 },
    ...change,
  };
}
