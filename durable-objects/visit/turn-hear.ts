import { citationsOf, extractiveAnswer, verbatim } from "@/lib/assistant/core/cite";
import { MarkedQuotes } from "@/lib/assistant/core/marked-quotes";
import { SourceMarks } from "@/lib/assistant/core/source-marks";
import { ownWords } from "@/lib/assistant/core/words";
import type { JudgedPieces } from "@/lib/assistant/server/ports";
import type { FoundPassage } from "@/lib/knowledge/protocol";
import type { CallAnswer } from "@/lib/models/server/call";
import type { ProjectFacts } from "@/lib/projects/protocol";
import type { MeterRefusal } from "@/lib/quotas/protocol";
import { AnswerFold } from "@/lib/sessions/core/answer-fold";
import { readEvents } from "../conversation/memory";
import type { TurnEnd, TurnParts } from "./turn-end";
import type { Prompt } from "./turn-prompt";

interface Hearing {
  parts: TurnParts;
  end: TurnEnd;
  passages: readonly FoundPassage[];
  own: Prompt["own"];
  isExtract: boolean;
  stopping: AbortController;
  noteCut(error: unknown): void;
}

/** Reads a model's answer to the visitor as it comes, past the guard. False: no model said anything. */
export async function hear(said: CallAnswer | MeterRefusal, hearing: Hearing): Promise<boolean> {
  const { parts, end, passages, own, isExtract, stopping } = hearing;
  const { answer, store, question } = parts;
  if (said.status === "refused" || said.status === "failed") return answer.isOver;
  answer.trace.model = said.model.id;
  answer.trace.provider = said.model.provider;
  const sources = new SourceMarks(passages.length);
  const pieces = guarded(parts, passages, own);
  const quoted = isExtract ? extractiveAnswer(question.kept.text, passages, parts.before) : null;
  const marks = quoted ? new MarkedQuotes(quoted.text) : null;
  const fold = new AnswerFold();
  const show = (text: string) => {
    if (pieces.verdict()) return stopping.abort();
    if (text !== "" && answer.trace.firstTokenMs === null) answer.trace.firstTokenMs = end.sinceStart;
    answer.say(text);
  };
  const take = (text: string) => show(pieces.push(sources.push(marks ? marks.push(text) : text)));
  if (said.status === "answer") take(said.completion.choices[0]?.message.content ?? "");
  else await readEvents(said.body, (data) => take(fold.take(data))).catch((error: unknown) => hearing.noteCut(error));
  const outcome = said.status === "answer" ? said.outcome : await said.over;
  show(pieces.push(sources.end()) + pieces.end());
  if (answer.isOver) return true;
  const refused = pieces.verdict();
  if (refused) {
    end.refuse(refused.category, ownWords("refused", store.language));
    return true;
  }
  if (answer.text.trim() === "") return false;
  const citations = checked(parts, quoted?.citations ?? citationsOf(answer.text, passages), passages);
  if (outcome.end === "ok" && fold.error === null) {
    end.finish({ state: "complete", outcome: "answered", citations });
  } else {
    const error = { code: fold.error?.code ?? "provider_failed", message: "The answer ended before it was whole." };
    end.finish({ state: "failed", citations, error });
  }
  return true;
}

/** The sentences of the documents themselves; where none answers, our own words. */
export function extract(parts: TurnParts, end: TurnEnd, passages: readonly FoundPassage[]): void {
  const { answer, question, services, store } = parts;
  const quoted = extractiveAnswer(question.kept.text, passages, parts.before);
  if (!quoted) return end.say("away");
  answer.trace.model ??= "passages";
  const pieces = guarded(parts, passages, { mark: services.guard.seal("").mark, system: "" });
  const text = pieces.push(quoted.text) + pieces.end();
  const refused = pieces.verdict();
  if (refused) return end.refuse(refused.category, ownWords("refused", store.language));
  answer.say(text);
  end.finish({ state: "complete", outcome: "answered", citations: checked(parts, quoted.citations, passages) });
}

function guarded(
  { services, facts, store }: TurnParts,
  passages: readonly FoundPassage[],
  own: Prompt["own"],
): JudgedPieces {
  return services.guard.answer({
    ...{ ...own, policy: facts.guard, vault: store.vault, hosts: hostsOf(facts, passages) },
  });
}

function checked(
  { answer }: TurnParts,
  citations: ReturnType<typeof citationsOf>,
  passages: readonly FoundPassage[],
): ReturnType<typeof citationsOf> {
  const kept = verbatim(citations, passages);
  answer.trace.droppedQuotes = citations.length - kept.length;
  return kept;
}

/** Hosts that an answer may link to: the project's own sites, and those of its documents. */
function hostsOf({ origins }: ProjectFacts, passages: readonly FoundPassage[]): string[] {
  const urls = [...origins, ...passages.flatMap(({ url }) => (url === null ? [] : [url]))];
  return [...new Set(urls.flatMap((url) => URL.parse(url)?.hostname ?? []))];
}
