/** How long it takes until the provider's connection is closed after a caller has left, through the whole product. */
import { request } from "node:http";
import type { FakeProvider } from "../../tests/support/fake-provider/start-fake-provider";
import type { Target } from "./call";

export interface AbortCase {
  name: string;
  prompt: string;
  /** What the caller waits for before it leaves. */
  until: string;
}

export const ABORT_CASES: readonly AbortCase[] = [
  { name: "in mid-answer", prompt: "[[tokens=1000 delay=10]]", until: "sea " },
  { name: "of a provider that fell silent", prompt: "[[tokens=9 stall=3]]", until: "sky " },
];

/** Milliseconds from leaving to the closed connection. */
export async function leaveOnce(fake: FakeProvider, target: Target, { prompt, until }: AbortCase): Promise<number> {
  fake.reset();
  const body = JSON.stringify({ model: target.model, stream: true, messages: [{ role: "user", content: prompt }] });
  const leftAt = await new Promise<number>((resolve, reject) => {
    const headers = { "content-type": "application/json", ...target.headers };
    const call = request(`${target.url}/chat/completions`, { method: "POST", headers }, (answer) => {
      let seen = "";
      answer.setEncoding("utf8").on("data", (text: string) => {
        seen += text;
        if (!seen.includes(until)) return;
        resolve(Date.now());
        call.destroy();
      });
      answer.on("error", () => undefined);
    });
    call.on("error", reject);
    call.end(body);
  });
  await fake.until(([entry]) => entry?.end === "aborted");
  return (fake.ledger()[0]?.closeNoticedAt ?? Number.NaN) - leftAt;
}
