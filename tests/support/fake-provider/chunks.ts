import type { Directives } from "./directives";
import type { Plan } from "./plan";

/** One event of the stream, and how many tokens of the answer are out once it is sent. */
export interface PlannedEvent {
  data: object | "[DONE]";
  tokens: number;
}

export interface AnswerFacts {
  id: string;
  model: string;
  created: number;
  includeUsage: boolean;
}

/** The events of a streamed answer with the quirks that were asked for. */
export function planEvents(plan: Plan, directives: Directives, facts: AnswerFacts): PlannedEvent[] {
  const events: PlannedEvent[] = [];
  let tokens = 0;
  const has = (name: string) => directives.has(name);
  const usageMode = directives.get("usage");

  const push = (delta: object, finish: string | null, extra: object = {}) => {
    const choice: Record<string, unknown> = { index: 0, delta, logprobs: null, finish_reason: finish };
    if (has("no-index")) delete choice.index;
    if (has("no-finish-key") && finish === null) delete choice.finish_reason;
    events.push({ data: { ...head(facts, has), choices: [choice], ...usageKey(), ...extra }, tokens });
  };
  const usageKey = () => {
    if (usageMode === "every") return { usage: usageOf(plan, tokens) };
    return facts.includeUsage && usageMode === undefined ? { usage: null } : {};
  };

  if (!has("no-role")) push({ role: "assistant", content: plan.tools.length > 0 ? null : "", refusal: null }, null);
  for (const piece of plan.reasoning) {
    tokens++;
    push({ reasoning_content: piece }, null);
  }
  for (const piece of plan.content) {
    tokens++;
    push({ content: piece }, null);
  }
  for (const step of toolSteps(plan, has("parallel"))) {
    tokens++;
    push({ tool_calls: [toolDelta(step, has)] }, null);
  }
  const last = usageMode === "last" ? { usage: usageOf(plan, tokens) } : {};
  push({}, has("no-finish") ? null : plan.finish, last);
  if (facts.includeUsage && usageMode === undefined)
    events.push({ data: { ...head(facts, has), choices: [], usage: usageOf(plan, tokens) }, tokens });
  if (!has("no-done")) events.push({ data: "[DONE]", tokens });
  return events;
}

/** Tokens of the whole answer: what a complete stream comes to. */
export function completionTokens(plan: Plan): number {
  return plan.reasoning.length + plan.content.length + toolSteps(plan, false).length;
}

export function usageOf(plan: Plan, completion: number): object {
  return {
    prompt_tokens: plan.promptTokens,
    completion_tokens: completion,
    total_tokens: plan.promptTokens + completion,
    prompt_tokens_details: { cached_tokens: plan.cachedTokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: Math.min(plan.reasoning.length, completion),
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

/** The answer in one piece. */
export function wholeAnswer(plan: Plan, directives: Directives, facts: AnswerFacts): object {
  const calls = plan.tools.map(({ id, name, args }) => ({
    ...(directives.has("no-tool-id") ? {} : { id }),
    ...(directives.has("no-tool-type") ? {} : { type: "function" }),
    function: { name, arguments: args.join("") },
  }));
  const message = {
    ...(directives.has("no-role") ? {} : { role: "assistant" }),
    content: calls.length > 0 ? null : plan.content.join(""),
    refusal: null,
    ...(plan.reasoning.length > 0 ? { reasoning_content: plan.reasoning.join("") } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  const choice = {
    ...(directives.has("no-index") ? {} : { index: 0 }),
    message,
    logprobs: null,
    ...(directives.has("no-finish") ? {} : { finish_reason: plan.finish }),
  };
  return {
    ...(directives.has("no-id") ? {} : { id: facts.id, created: facts.created, model: facts.model }),
    ...(directives.has("no-object") ? {} : { object: "chat.completion" }),
    choices: [choice],
    ...(directives.get("usage") === "none" ? {} : { usage: usageOf(plan, completionTokens(plan)) }),
  };
}

function head(facts: AnswerFacts, has: (name: string) => boolean): object {
  return {
    ...(has("no-id") ? {} : { id: facts.id }),
    ...(has("no-object") ? {} : { object: "chat.completion.chunk" }),
    ...(has("no-id") ? {} : { created: facts.created, model: facts.model, system_fingerprint: "fp_fake" }),
  };
}

interface ToolStep {
  index: number;
  /** Only in a call's first step. */
  start: { id: string; name: string } | null;
  args: string;
}

function toolSteps(plan: Plan, interleaved: boolean): ToolStep[] {
  const rows = plan.tools.map(({ id, name, args }, index) => [
    { index, start: { id, name }, args: "" },
    ...args.map((piece) => ({ index, start: null, args: piece })),
  ]);
  if (!interleaved) return rows.flat();
  const longest = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: longest }, (_, at) => rows.flatMap((row) => row[at] ?? [])).flat();
}

function toolDelta(step: ToolStep, has: (name: string) => boolean): object {
  return {
    ...(has("no-tool-index") ? {} : { index: step.index }),
    ...(step.start && !has("no-tool-id") ? { id: step.start.id } : {}),
    ...(step.start && !has("no-tool-type") ? { type: "function" } : {}),
    function: { ...(step.start ? { name: step.start.name } : {}), arguments: step.args },
  };
}
