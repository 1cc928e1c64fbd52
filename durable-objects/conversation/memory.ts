import { type ContextPlan, planContext, type Summary, summaryTokensMax } from "@/lib/sessions/core/context";
import { extractiveSummary, summaryRequest } from "@/lib/sessions/core/summary";
import { AnswerFold, EventCutter } from "@/lib/sessions/core/answer-fold";
import type { SessionMessage } from "@/lib/sessions/protocol";
import type { SessionModels } from "@/lib/sessions/server/ports";
import { errorFacts, log } from "@/lib/platform/log";
import type { SessionStore } from "./store";

/** Whoever answers from documents cannot retell: the sentences that say most are taken instead. */
const EXTRACTING_PROVIDER = "parlor";
const TRANSCRIPT_CHARS_MAX = 48_000;

interface Wish {
  store: SessionStore;
  models: SessionModels;
  system: string;
  budgetTokens: number;
  /** The question, while it is not in the store yet. */
  draft: SessionMessage | null;
  signal: AbortSignal;
  requestId: string;
}

/** The messages for the next model call. What no longer fits is summarised first, as often as that takes. */
export async function remember(wish: Wish): Promise<Exclude<ContextPlan, { status: "summarise" }>> {
  const { store, system, budgetTokens, draft } = wish;
  for (;;) {
    const { summary } = store;
    const messages = [...store.after(summary?.upTo ?? 0, store.count), ...(draft ? [draft] : [])];
    const plan = planContext({ system, summary, messages, budgetTokens });
    if (plan.status !== "summarise") return plan;
    const next = await summarise(wish, summary, plan.fallen, plan.upTo);
    // What was reset meanwhile must not live on in a summary.
    wish.signal.throwIfAborted();
    store.summary = next;
  }
}

async function summarise(
  wish: Wish,
  earlier: Summary | null,
  fallen: readonly SessionMessage[],
  upTo: number,
): Promise<Summary> {
  const tokensMax = summaryTokensMax(wish.budgetTokens);
  const told = await askSmallModel(wish, earlier?.text ?? "", fallen, tokensMax);
  return { text: told ?? extractiveSummary(earlier?.text ?? "", fallen, tokensMax), upTo };
}

/** Null where no model retells: there is only one that extracts, the quota says no, or it failed. */
async function askSmallModel(
  { models, signal, requestId }: Wish,
  earlier: string,
  fallen: readonly SessionMessage[],
  tokensMax: number,
): Promise<string | null> {
  const request = {
    model: "small",
    stream: true,
    max_completion_tokens: tokensMax,
    messages: summaryRequest(earlier, fallen, TRANSCRIPT_CHARS_MAX),
  };
  try {
    const planned = await models.route(request);
    if (planned.status === "failed" || planned.route.chain[0]?.provider === EXTRACTING_PROVIDER) return null;
    const answer = await models.call({ request, route: planned.route, signal, requestId, onReserved: () => undefined });
    if (answer.status !== "stream") return null;
    const fold = new AnswerFold();
    await readEvents(answer.body, (data) => void fold.take(data));
    const { end } = await answer.over;
    const text = fold.text.trim();
    return end === "ok" && fold.error === null && text !== "" ? text : null;
  } catch (error) {
    log({ event: "session.summary_failed", level: "warn", requestId, ...errorFacts(error) });
    return null;
  }
}

/** Hands over the data of every event of a stream. */
export async function readEvents(body: ReadableStream<Uint8Array>, take: (data: string) => void): Promise<void> {
  const cutter = new EventCutter();
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    for (const data of cutter.push(decoder.decode(bytes, { stream: true }))) take(data);
  }
}
