import { numbered } from "@/lib/assistant/core/cite";
import { systemText, TASK } from "@/lib/assistant/core/prompt";
import type { ProjectModels } from "@/lib/assistant/server/ports";
import type { FoundPassage } from "@/lib/knowledge/protocol";
import { writePassages } from "@/lib/models/core/passages";
import type { ChatRequest } from "@/lib/models/protocol";
import type { RouteDecision } from "@/lib/models/server/call";
import { budgetOf } from "@/lib/sessions/core/context";
import { MEMORY_TOKENS_MAX, remembered } from "./memory";
import type { TurnParts } from "./turn-end";

const ANSWER_TOKENS_MAX = 1_000;

export interface Prompt {
  text: string;
  own: { mark: string; system: string };
}

/** The project's own model where it may be used, else whichever the router chooses. */
export function planRoute({ facts, question }: TurnParts, models: ProjectModels): RouteDecision | null {
  const messages = [{ role: "user" as const, content: question.kept.text }];
  const { model } = facts;
  for (const wish of model === null ? [{}] : [{ model }, {}]) {
    const planned = models.route({ ...wish, messages, stream: true });
    if (planned.status === "planned") return planned.route;
  }
  return null;
}

/** The system text; `own` is what of it must never come out. The documents may be quoted. */
export function writePrompt(
  { store, services, facts }: TurnParts,
  house: string,
  passages: readonly FoundPassage[],
  isExtract: boolean,
): Prompt {
  const { guard } = services;
  const { rule, data } = guard.asData(passages);
  const system = systemText({
    ...{ house, rule, instructions: facts.instructions, language: store.language, page: store.page },
    ...{ name: facts.guard.redact.includes("name") ? null : store.birth.name, facts: store.facts },
  });
  const { text, mark } = guard.seal(system);
  const own = { mark, system: [TASK, house, facts.instructions, rule].join("\n\n") };
  return { own, text: isExtract ? writePassages(numbered(passages)) : `${text}\n\n${data}` };
}

/** Null: not even the question fits. */
export function requestOf({ store, question }: TurnParts, route: RouteDecision, system: string): ChatRequest | null {
  const [model] = route.chain;
  if (!model) return null;
  const budgetTokens = Math.min(budgetOf(model, ANSWER_TOKENS_MAX), MEMORY_TOKENS_MAX);
  const messages = remembered(store, { system, question, budgetTokens });
  return (
    messages && {
      ...{ model: model.id, messages, stream: true, stream_options: { include_usage: true } },
      max_completion_tokens: ANSWER_TOKENS_MAX,
    }
  );
}
