/** A caller who leaves, on the built product: the provider hears of it, also while it says nothing. */
import { describe, expect, it } from "vitest";
import { ask, baseURL, chats, parlor, playProviders } from "./support/installation";

const provider = playProviders();

/** Reads until the text is there. */
async function open(text: string, until: string) {
  const leave = new AbortController();
  const answer = await fetch(`${baseURL}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${parlor.keys.all}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "main/small", messages: ask(text), stream: true }),
    signal: leave.signal,
  });
  const reader = answer.body!.getReader();
  let seen = "";
  while (!seen.includes(until)) seen += new TextDecoder().decode((await reader.read()).value);
  return { leave: () => leave.abort(), seen };
}

describe("a caller who leaves", () => {
  it("is noticed in mid-answer", async () => {
    const { leave } = await open("[[tokens=2000 delay=5]]", "sea ");
    leave();
    await provider.main.until((all) => chats(all)[0]?.end === "aborted");
    expect(chats(provider.main.ledger())[0]?.completionTokens).toBeLessThan(2_000);
  });

  it("is noticed while the provider says nothing more, by the comments that are sent meanwhile", async () => {
    const { leave, seen } = await open("[[tokens=9 stall=3]]", ": ping");
    expect(seen).toContain("sun ");
    leave();
    await provider.main.until((all) => chats(all)[0]?.end === "aborted");
    expect(chats(provider.main.ledger())).toMatchObject([{ completionTokens: 3, abortedAtToken: 3 }]);
  });

  it("before the first word is noticed no later than at it", async () => {
    const leave = new AbortController();
    const asking = fetch(`${baseURL}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${parlor.keys.all}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "main/small", messages: ask("[[tokens=2000 first=300 delay=5]]"), stream: true }),
      signal: leave.signal,
    });
    await provider.main.until((all) => chats(all).length === 1);
    leave.abort();
    await expect(asking).rejects.toThrow();
    await provider.main.until((all) => chats(all)[0]?.end === "aborted");
    expect(chats(provider.main.ledger())[0]?.completionTokens).toBeLessThan(2_000);
  });
});
