import { type Fault, faultOf } from "@/lib/access/client/send";
import type { TrialEvent } from "../protocol";

export interface TrialQuestion {
  conversation: string;
  id: string;
  text: string;
  model: string | null;
  version?: number;
  draft?: string;
}

/**
 * Asks, and tells each event as it comes. Answers why it came to nothing; null: the stream ran to its end. Aborting stops
 * the answer on the other side.
 */
export async function askTrial(
  path: string,
  question: TrialQuestion,
  hear: (event: TrialEvent) => void,
  signal: AbortSignal,
): Promise<Fault | null> {
  try {
    const answer = await fetch(path, {
      ...{ method: "POST", body: JSON.stringify(question), signal },
      headers: { "content-type": "application/json" },
    });
    if (!answer.ok || !answer.body) return faultOf(await answer.json().catch(() => null));
    return await readStream(answer.body, hear);
  } catch {
    return signal.aborted ? null : { code: "offline", message: "" };
  }
}

async function readStream(body: ReadableStream<Uint8Array>, hear: (event: TrialEvent) => void): Promise<Fault | null> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let waiting = "";
  let ended = false;
  for (;;) {
    const { done, value } = await reader.read();
    waiting += decoder.decode(value, { stream: !done });
    for (let end = waiting.indexOf("\n\n"); end >= 0; end = waiting.indexOf("\n\n")) {
      const event = JSON.parse(waiting.slice("data: ".length, end)) as TrialEvent;
      waiting = waiting.slice(end + 2);
      ended ||= event.type === "dissected" || event.type === "error";
      hear(event);
    }
    if (done) return ended ? null : { code: "broken", message: "" };
  }
}
