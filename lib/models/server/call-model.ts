import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import type { TokenUsage } from "@/lib/quotas/protocol";
import { completionOfResult, PartRelay } from "../core/chunks";
import { bytesOfCompletion, normaliseCompletion } from "../core/completion";
import { type Fault, judgeFault } from "../core/failure";
import type { Relay, RelayAsk } from "../core/relay";
import { estimatePrompt, NO_USAGE } from "../core/tokens";
import { WireRelay } from "../core/wire-relay";
import type { ChatCompletion } from "../protocol";
import type { CallAnswer, CallOutcome, ModelCall, ModelEntry } from "./call";
import type { CallBook } from "./call-book";
import { Deadline } from "./deadline";
import { type OpenStream, readOnce, relayBody } from "./relay";
import { type CallDeps, type Tried, tryChain } from "./try-chain";
import type { UpstreamAnswer } from "./upstream";

type Answered =
  | { kind: "bytes"; open: OpenStream<Uint8Array> }
  | { kind: "parts"; open: OpenStream<LanguageModelV4StreamPart> }
  | { kind: "whole"; completion: ChatCompletion; usage: TokenUsage };

/**
 * Calls the models of a route until one answers, whole or as a stream. Once a streamed answer has begun there is no other
 * model: what then goes wrong ends it with a typed error event.
 */
export async function callModel(deps: CallDeps, call: ModelCall): Promise<CallAnswer> {
  let estimate: number | null = null;
  const promptTokens = () => (estimate ??= estimatePrompt(call.request));
  const answered = await tryChain(deps, call, (model, leftMs) => tryOnce(deps, call, model, leftMs, promptTokens));
  if (answered.status === "failed") return answered;
  const { model, value, book, begun } = answered;
  switch (value.kind) {
    case "whole":
      book.worked(model, value.usage, begun);
      return { status: "answer", model, completion: value.completion, outcome: book.outcome(model, "ok", null) };
    case "bytes":
      return streamed(book, model, value.open, begun, promptTokens);
    case "parts":
      return streamed(book, model, value.open, begun, promptTokens);
    default:
      return value satisfies never;
  }
}

async function tryOnce(
  deps: CallDeps,
  call: ModelCall,
  model: ModelEntry,
  leftMs: number,
  promptTokens: () => number,
): Promise<Tried<Answered>> {
  const { request, requestId } = call;
  const stream = request.stream === true;
  const { firstMs, thinkingMs, totalMs, wholeMs } = deps.timeouts;
  const beginMs = model.thinking.length > 0 ? thinkingMs : firstMs;
  // A whole answer that does not come has not begun: another model may still be asked, as long as the call lasts.
  const limits = stream
    ? { stageMs: beginMs, totalMs: Math.min(totalMs, leftMs) }
    : { stageMs: wholeMs, totalMs: leftMs };
  const deadline = new Deadline(call.signal, deps.now, limits);
  const fault = (found: Fault, usage = NO_USAGE): Tried<Answered> => {
    deadline.clear();
    return { status: "fault", fault: deadline.fault ?? found, usage };
  };
  const taken = () => ({ ...NO_USAGE, promptTokens: promptTokens(), estimated: true });
  let answer: UpstreamAnswer;
  try {
    answer = await deps.registry
      .upstream(model.provider)
      .open({ model, request, stream, signal: deadline.controller.signal });
  } catch {
    return fault({ kind: "network" });
  }
  if (answer.kind === "fault") return fault(answer.fault, answer.accepted ? taken() : NO_USAGE);
  const includeUsage = request.stream_options?.include_usage === true;
  const created = Math.floor(deps.now() / 1000);
  const facts = { id: `chatcmpl-${requestId}`, model: model.upstream, created, promptTokens, requestId, includeUsage };
  if (answer.kind === "whole" || answer.kind === "result") {
    const whole =
      answer.kind === "whole"
        ? normaliseCompletion(answer.completion, facts)
        : completionOfResult(answer.result, facts);
    if (whole === null) return fault({ kind: answer.kind === "whole" ? "garbage" : "cut" }, taken());
    if (!stream) {
      deadline.clear();
      return { status: "answered", value: { kind: "whole", ...whole } };
    }
    // Asked for a stream, it answered whole.
    answer = { kind: "bytes", body: bytesOfCompletion(whole.completion) };
  }
  if (deadline.fault !== null) return fault(deadline.fault, taken());
  if (answer.kind === "bytes") {
    const begun = await begin(deps, answer.body, new WireRelay(facts), deadline, facts);
    return begun.status === "fault" ? begun : { status: "answered", value: { kind: "bytes", open: begun.value } };
  }
  const begun = await begin(deps, answer.body, new PartRelay(facts), deadline, facts);
  return begun.status === "fault" ? begun : { status: "answered", value: { kind: "parts", open: begun.value } };
}

/** Reads until the first piece of the answer. What came before it (a role, comments) is sent with it. */
async function begin<T>(
  deps: CallDeps,
  body: ReadableStream<T>,
  relay: Relay<T>,
  deadline: Deadline,
  { promptTokens }: RelayAsk,
): Promise<Tried<OpenStream<T>>> {
  const reader = body.getReader();
  deadline.onStop = () => void reader.cancel().catch(() => undefined);
  while (!relay.started && relay.over === null && deadline.fault === null) await readOnce(reader, relay);
  if (deadline.fault === null && relay.started) {
    deadline.between(deps.timeouts.betweenMs);
    return { status: "answered", value: { reader, relay, deadline } };
  }
  deadline.clear();
  deadline.controller.abort();
  const found = relay.over === "done" || relay.over === null ? ({ kind: "garbage" } as const) : relay.over;
  return { status: "fault", fault: deadline.fault ?? found, usage: relay.usage(promptTokens) };
}

function streamed<T>(
  book: CallBook,
  model: ModelEntry,
  open: OpenStream<T>,
  begun: number,
  promptTokens: () => number,
): CallAnswer {
  const firstTokenMs = book.began(model);
  const { promise: over, resolve } = Promise.withResolvers<CallOutcome>();
  const body = relayBody(open, () => {
    const { relay } = open;
    const usage = relay.usage(promptTokens);
    if (relay.over === "done") {
      book.worked(model, usage, begun);
      resolve(book.outcome(model, "ok", firstTokenMs));
      return;
    }
    const fault: Fault = relay.over ?? { kind: "aborted" };
    book.failed(model, fault, judgeFault(fault), usage, begun);
    resolve(book.outcome(model, fault.kind === "aborted" ? "aborted" : "cut", firstTokenMs));
  });
  return { status: "stream", model, body, over };
}
