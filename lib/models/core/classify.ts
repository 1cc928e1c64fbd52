import type { ChatRequest } from "../protocol";

export const COMPLEXITIES = ["simple", "medium", "complex", "reasoning"] as const;
export type Complexity = (typeof COMPLEXITIES)[number];

export interface Classified {
  complexity: Complexity;
  size: "small" | "large";
  /** 0 to 1. */
  score: number;
  /** What spoke for it, strongest first. */
  reasons: string[];
}

/** Looked at: the beginning and the end. A long text does not make this slow. */
const LOOK_CHARS = 2_000;
const MEDIUM = 0.15;
const COMPLEX = 0.35;
const REASONING = 0.6;

const CODE =
  /```|\b(?:function|class|def|import|const|SELECT|INSERT|async|await|regex|stack ?trace|exception|refactor|compile|unit test|debug|endpoint|typescript|python|sql|rust)\b|[;{}]\s*$|=>|::/gim;
const REASON =
  /\b(?:step by step|prove|proof|derive|why (?:does|is|would|do)|trade-?offs?|compare|contrast|analy[sz]e|evaluate|reason(?:ing)? (?:through|about)|root cause|explain how|what if|implications?|pros and cons|justify|optimi[sz]e|strategy|schritt für schritt|vergleiche?|beweise?|begründe)\b/gi;
const TECHNICAL =
  /\b(?:architecture|algorithm|complexity|concurren\w+|distributed|encryption|protocol|database|latency|throughput|kubernetes|theorem|integral|derivative|probability|statistic\w*|regression|hypothesis|contract|liability|diagnosis|compliance|migration|scalab\w+)\b/gi;
const STEPS = /(?:^|\n)\s*(?:\d+[.)]|[-*])\s+\S|\b(?:first|then|after that|finally|additionally|as well as)\b/gi;
const FORMAT =
  /\b(?:json|table|csv|yaml|markdown|exactly \d+|at (?:most|least) \d+|no more than|must (?:not )?|format)\b/gi;
const PLAIN =
  /^\s*(?:hi|hello|hey|thanks?|thank you|ok(?:ay)?|yes|no|good (?:morning|evening)|hallo|danke|bonjour|merci|hola|gracias)\b[\s!.,?]*$/i;

/**
 * How hard a request looks, by rules: microseconds, no network, the same answer every time. Two signs of reasoning are
 * enough for the top. Sizes follow: simple and medium go to a small model, complex and reasoning to a large one.
 */
export function classify(
  request: Pick<ChatRequest, "messages" | "tools" | "response_format" | "reasoning_effort">,
): Classified {
  const text = excerpt(lastUserText(request));
  if (PLAIN.test(text)) return graded(0, ["a greeting"]);
  const reasoning = count(text, REASON);
  const dimensions = [
    { weight: 0.3, value: Math.min(1, count(text, CODE) / 3), reason: "code" },
    { weight: 0.3, value: Math.min(1, reasoning / 2), reason: "reasoning words" },
    { weight: 0.2, value: Math.min(1, count(text, TECHNICAL) / 3), reason: "technical terms" },
    { weight: 0.15, value: Math.min(1, lengthOf(request) / 6_000), reason: "length" },
    { weight: 0.1, value: Math.min(1, count(text, STEPS) / 4), reason: "several steps" },
    { weight: 0.1, value: Math.min(1, count(text, FORMAT) / 3), reason: "conditions of form" },
    { weight: 0.1, value: Math.min(1, (request.tools?.length ?? 0) / 8), reason: "many tools" },
    { weight: 0.05, value: request.response_format?.type === "json_schema" ? 1 : 0, reason: "a schema" },
  ];
  const reasons = dimensions
    .filter(({ value }) => value > 0)
    .toSorted((a, b) => b.weight * b.value - a.weight * a.value)
    .map(({ reason }) => reason);
  let score = dimensions.reduce((sum, { weight, value }) => sum + weight * value, 0);
  if (reasoning >= 2) score = Math.max(score, REASONING);
  if (request.reasoning_effort === "high") {
    score = Math.max(score, REASONING);
    reasons.unshift("high thinking asked for");
  }
  return graded(Math.min(1, score), reasons.length > 0 ? reasons : ["a short question"]);
}

function graded(score: number, reasons: string[]): Classified {
  const complexity =
    score < MEDIUM ? "simple" : score < COMPLEX ? "medium" : score < REASONING ? "complex" : "reasoning";
  const size = complexity === "simple" || complexity === "medium" ? "small" : "large";
  return { complexity, size, score: Math.round(score * 100) / 100, reasons };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function excerpt(text: string): string {
  return text.length <= 2 * LOOK_CHARS ? text : `${text.slice(0, LOOK_CHARS)}\n${text.slice(-LOOK_CHARS)}`;
}

export function lastUserText(request: Pick<ChatRequest, "messages">): string {
  const last = request.messages.findLast((message) => message.role === "user");
  if (!last) return "";
  if (typeof last.content === "string") return last.content;
  return last.content
    .map((part) => (part.type === "text" && typeof part.text === "string" ? part.text : ""))
    .join("\n");
}

function lengthOf({ messages }: Pick<ChatRequest, "messages">): number {
  const last = messages.at(-1);
  return typeof last?.content === "string" ? last.content.length : lastUserText({ messages }).length;
}
