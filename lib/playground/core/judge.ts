/** Whether an answer is what a case expects. Text is compared as people read it: case, accents' forms and spaces apart. */
import type { CaseFault, CaseResult, CitedSource, Examined, Expectation } from "../protocol";

const ANSWER_CHARS_MAX = 8_000;

type Judged = Pick<CaseResult, "verdict" | "faults">;

/** What the case came to; nothing of a turn but what its result shows. */
export function resultOf(expects: Expectation, examined: Examined): CaseResult {
  if (examined.status === "refused") {
    return { ...NOTHING, verdict: "error", faults: [{ code: "unanswered", detail: examined.message }] };
  }
  const { text, citations, dissection } = examined;
  const { answer, call, retrieval, totalMs } = dissection;
  const cited = citations.map(({ title, url, documentId }) => ({ title, url, documentId }));
  const judged: Judged =
    answer.state === "complete"
      ? judge(expects, { text, outcome: answer.outcome, cited })
      : { verdict: "error", faults: [{ code: "unanswered", ...(call?.fault ? { detail: call.fault.message } : {}) }] };
  return {
    ...judged,
    answer: text.slice(0, ANSWER_CHARS_MAX),
    outcome: answer.outcome,
    cited: onceEach(cited),
    model: call?.model ?? null,
    confidence: retrieval?.confidence ?? null,
    promptTokens: call?.usage?.promptTokens ?? 0,
    completionTokens: call?.usage?.completionTokens ?? 0,
    cost: call?.cost ?? 0,
    totalMs: Math.round(totalMs),
  };
}

const NOTHING: Omit<CaseResult, "verdict" | "faults"> = {
  ...{ answer: "", outcome: null, cited: [], model: null, confidence: null },
  ...{ promptTokens: 0, completionTokens: 0, cost: 0, totalMs: 0 },
};

export function judge(
  { kind, source, words }: Expectation,
  answer: { text: string; outcome: string | null; cited: readonly CitedSource[] },
): Judged {
  const faults: CaseFault[] = [];
  if (answer.outcome === "refused") faults.push({ code: "refused" });
  else if (kind === "abstain" && answer.outcome !== "abstained") faults.push({ code: "answered" });
  else if (kind !== "abstain" && answer.outcome === "abstained") faults.push({ code: "abstained" });
  else if (kind === "source" && !answer.cited.some((one) => isSource(one, source))) faults.push({ code: "not_cited" });
  const said = plain(answer.text);
  const missing = words.filter((word) => !said.includes(plain(word)));
  if (missing.length > 0) faults.push({ code: "words_missing", detail: missing.join(", ") });
  return { verdict: faults.length === 0 ? "pass" : "fail", faults };
}

/** A document is named by its title, its address, or its id. */
export function isSource({ title, url, documentId }: CitedSource, source: string): boolean {
  const wanted = plain(source);
  return [title, url ?? "", documentId].some((name) => name !== "" && plain(name) === wanted);
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
}

function onceEach(cited: readonly CitedSource[]): CitedSource[] {
  return cited.filter((one, at) => cited.findIndex(({ documentId }) => documentId === one.documentId) === at);
}
