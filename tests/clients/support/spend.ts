import { RANDOM_TOOL, type RandomCall } from "../../support/random-calls";
import { readStream, requireConform, type SeenStream } from "./conformance";
import { baseURL } from "./installation";

/** How a call ended, as its caller saw it. */
export interface Spent {
  /**
   * `whole`: all of the answer, and a good end. `told`: short, with the typed error event. `refused`: an error instead of
   * an answer. `left`: the caller went away. `silent`: short, or another answer, without a word.
   */
  end: "whole" | "told" | "refused" | "left" | "silent";
  status: number;
  requestId: string | null;
  /** The error's code, where there was one. */
  code: string | null;
}

/** Makes one random call of the API as a careful client would, and says how it ended. */
export async function spend(call: RandomCall, at: { key: string; model: string; tag: string }): Promise<Spent> {
  const leave = new AbortController();
  const answer = await fetch(`${baseURL}/chat/completions`, {
    method: "POST",
    signal: leave.signal,
    headers: {
      authorization: `Bearer ${at.key}`,
      "content-type": "application/json",
      "x-parlor-tags": at.tag,
    },
    body: JSON.stringify({
      model: at.model,
      messages: [{ role: "user", content: call.text }],
      ...(call.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
      ...(call.tools ? { tools: [RANDOM_TOOL] } : {}),
    }),
  });
  const known = { status: answer.status, requestId: answer.headers.get("x-request-id") };
  if (!answer.ok) {
    const body = (await answer.json()) as { error: { code: string } };
    requireConform("ErrorResponse", body);
    return { ...known, end: "refused", code: body.error.code };
  }
  if (!call.stream) {
    const body = await answer.json();
    requireConform("ChatCompletion", body);
    return { ...known, end: isWhole(call, readWhole(body)) ? "whole" : "silent", code: null };
  }
  const seen: SeenStream = { chunks: [], errors: [], done: false };
  const { leavesAfter } = call;
  const look = () => {
    if (leavesAfter !== null && piecesOf(seen) >= leavesAfter) leave.abort();
  };
  // One that breaks has said so before.
  if (answer.body) await readStream(answer.body, seen, look).catch(() => undefined);
  if (leave.signal.aborted) return { ...known, end: "left", code: null };
  const [error] = seen.errors as { error: { code: string } }[];
  if (error) return { ...known, end: "told", code: error.error.code };
  const whole = seen.done && isWhole(call, readChunks(seen));
  return { ...known, end: whole ? "whole" : "silent", code: null };
}

interface Said {
  content: string;
  args: string[];
  finish: string | null;
}

function isWhole({ content, tools }: RandomCall, said: Said): boolean {
  if (tools) return said.finish === "tool_calls" && said.args.length === 1 && said.args[0] === "{}";
  return said.finish === "stop" && said.content === content;
}

interface Choice {
  message?: { content: string | null; tool_calls?: { function: { arguments: string } }[] };
  delta?: { content?: string | null; tool_calls?: { index: number; function?: { arguments?: string } }[] };
  finish_reason: string | null;
}

function readWhole(body: unknown): Said {
  const [choice] = (body as { choices: Choice[] }).choices;
  const args = (choice?.message?.tool_calls ?? []).map((call) => call.function.arguments);
  return { content: choice?.message?.content ?? "", args, finish: choice?.finish_reason ?? null };
}

function readChunks({ chunks }: SeenStream): Said {
  const said: Said = { content: "", args: [], finish: null };
  for (const { delta, finish_reason: finish } of chunks.flatMap(({ choices }) => choices as Choice[])) {
    said.content += delta?.content ?? "";
    for (const { index, function: fn } of delta?.tool_calls ?? [])
      said.args[index] = (said.args[index] ?? "") + (fn?.arguments ?? "");
    said.finish = finish ?? said.finish;
  }
  return said;
}

function piecesOf({ chunks }: SeenStream): number {
  const deltas = chunks.flatMap(({ choices }) => (choices as Choice[]).map(({ delta }) => delta));
  return deltas.filter((delta) => (delta?.content ?? "") !== "" || (delta?.tool_calls?.length ?? 0) > 0).length;
}
