import { Agent, request } from "node:http";

export interface Target {
  name: string;
  /** Base URL, with `/v1`. */
  url: string;
  headers: Record<string, string>;
  model: string;
}

export interface Timing {
  /** From sending the request to the first piece of the answer. */
  firstMs: number;
  tokens: number;
}

const agents = new Map<string, Agent>();

/** One streamed call over a kept connection, measured on the monotonic clock. Rejects when it is not a whole answer. */
export function callOnce(target: Target, prompt: string): Promise<Timing> {
  const body = JSON.stringify({ model: target.model, stream: true, messages: [{ role: "user", content: prompt }] });
  const agent = agents.get(target.name) ?? new Agent({ keepAlive: true, maxSockets: 64 });
  agents.set(target.name, agent);
  return new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const call = request(
      `${target.url}/chat/completions`,
      { method: "POST", agent, headers: { "content-type": "application/json", ...target.headers } },
      (answer) => {
        let firstMs: number | null = null;
        let tokens = 0;
        let done = false;
        let tail = "";
        answer.setEncoding("utf8").on("data", (text: string) => {
          const events = (tail + text).split("\n\n");
          tail = events.pop() ?? "";
          for (const event of events) {
            if (event.includes("[DONE]")) done = true;
            // The first chunk has an empty content: it is no token.
            else if (/"content":"[^"]/.test(event)) {
              firstMs ??= performance.now() - startedMs;
              tokens++;
            }
          }
        });
        answer.on("end", () => {
          if (answer.statusCode === 200 && done && firstMs !== null) resolve({ firstMs, tokens });
          else
            reject(new Error(`${target.name} answered ${answer.statusCode} ${done ? "" : "without an end "}${tail}`));
        });
        answer.on("error", reject);
      },
    );
    call.on("error", reject);
    call.end(body);
  });
}

export function closeConnections(): void {
  for (const agent of agents.values()) agent.destroy();
}
