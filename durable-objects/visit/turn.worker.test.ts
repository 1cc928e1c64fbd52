/** What a question leads to. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { DEFAULT_GUARD } from "@/lib/guard/protocol";
import { DOCUMENT, TestVisit } from "../testing/visit-client";

let visit: TestVisit;
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  visit = await new TestVisit().enter();
});

const ANSWER = "You can return it within 30 days [1].";

describe("a turn", () => {
  it("stores the question before it acknowledges it, streams the answer, and ends it with its sources", async () => {
    const panel = await visit.open();
    const id = panel.ask("Can I return an order?");
    expect(await panel.answered(2)).toMatchObject({
      ...{ seq: 2, turn: 1, role: "assistant", text: ANSWER, state: "complete", outcome: "answered" },
      citations: [{ n: 1, title: "Returns", url: "https://shop.example/returns", documentId: visit.documentId }],
    });
    expect(panel.frames.map(({ type }) => type)).toEqual([
      ...["ready", "message", "message"],
      ...panel.frames.filter(({ type }) => type === "delta").map(() => "delta"),
      "message",
    ]);
    expect(panel.messages.get(1)).toMatchObject({ role: "visitor", text: "Can I return an order?", id });
    for (const { quote, start, end } of panel.messages.get(2)?.citations ?? []) {
      expect(DOCUMENT.slice(start, end)).toBe(quote);
      expect(quote).not.toBe("");
    }
    expect(await visit.messages()).toEqual([...panel.messages.values()]);
    const [system] = visit.asked[0]?.messages ?? [];
    expect(system?.content).toContain("You can return every order within 30 days.");
    expect(system?.content).toContain("Be kind.");
  });

  it("abstains below the bound in the visitor's language, without a model", async () => {
    visit.confidence = 0.2;
    const panel = await visit.open();
    panel.ask("What is the meaning of life?");
    const answer = await panel.answered(2);
    expect(answer).toMatchObject({ state: "complete", outcome: "abstained", citations: [] });
    expect(answer.text).toContain("could not find");
    expect(visit.asked).toEqual([]);
  });

  it("notes what the visitor wanted and in what mood, and says who can help where a person is wanted", async () => {
    visit.confidence = 0.2;
    const panel = await visit.open();
    panel.ask("This is useless, let me talk to a human please");
    expect((await panel.answered(2)).text).toContain("cannot put you through");
    visit.confidence = 0.9;
    panel.ask("Can I talk to a person about a return?");
    // What the documents say of it comes first.
    expect(await panel.answered(4)).toMatchObject({ outcome: "answered" });
    const traces = await visit.sql("SELECT kept FROM messages WHERE seq IN (2, 4) ORDER BY seq");
    expect(traces.map(([kept]) => (JSON.parse(String(kept)) as { trace: object }).trace)).toMatchObject([
      { intent: "person", sentiment: "negative", confidence: 0.2 },
      { intent: "person", sentiment: "neutral", confidence: 0.9 },
    ]);
    expect(JSON.stringify(await visit.messages())).not.toContain("sentiment");
  });

  it.each([
    ["no model answers", { failed: true }],
    ["the quota is used up", { refused: true }],
    ["the model says nothing", { texts: [] }],
  ])("quotes the documents when %s", async (_name, script) => {
    visit.scripts = [script];
    const panel = await visit.open();
    panel.ask("Can I return an order within 30 days?");
    const answer = await panel.answered(2);
    expect(answer).toMatchObject({ state: "complete", outcome: "answered" });
    expect(answer.text).toBe("You can return every order within 30 days. [1]");
    expect(answer.citations).toMatchObject([{ quote: "You can return every order within 30 days." }]);
  });

  it("says that people can be asked when nothing else is left", async () => {
    visit.scripts = [{ failed: true }];
    const panel = await visit.open();
    panel.ask("Zebra quantum?");
    expect((await panel.answered(2)).text).toContain("ask the team");
  });

  it("greets one who greets, in the project's words, without looking anything up", async () => {
    visit.facts = { texts: { en: { greeting: "Ahoy!" } } };
    const panel = await visit.open();
    panel.ask("Hello!");
    expect(await panel.answered(2)).toMatchObject({ text: "Ahoy!", outcome: "answered", citations: [] });
    panel.ask("Thank you");
    expect((await panel.answered(4)).text).toContain("You are welcome");
    expect([visit.searched, visit.asked]).toEqual([[], []]);
  });

  it("that was cut keeps what there was, with a typed error", async () => {
    visit.scripts = [{ texts: ["You can ", "return "], cut: true }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    expect(await panel.answered(2)).toMatchObject({
      ...{ state: "failed", text: "You can return ", error: { code: "provider_cut" } },
    });
  });

  it("lets no personal data reach a model, knowledge or Postgres, and gives it back to the visitor", async () => {
    visit.scripts = [{ texts: ["We wrote to [ema", "il-1] [1]."] }];
    const panel = await visit.open();
    panel.ask("Can I return it? Write to ada.lovelace@mail.example");
    expect((await panel.answered(2)).text).toBe("We wrote to ada.lovelace@mail.example [1].");
    expect(JSON.stringify([visit.asked, visit.searched])).not.toContain("ada.lovelace");
    await visit.ring();
    expect(visit.projected.length).toBeGreaterThan(0);
    expect(JSON.stringify(visit.projected)).not.toContain("ada.lovelace");
    expect(visit.projected.at(-1)?.messages.map(({ text }) => text)).toEqual([
      "Can I return it? Write to [email-1]",
      "We wrote to [email-1] [1].",
    ]);
  });

  it("lets no personal data out by a comment, or by the address of the page", async () => {
    const panel = await visit.open();
    const page = { url: "https://shop.example/of/ada%40mail.example/me", title: "Orders of ada@mail.example" };
    panel.send({ type: "message", id: crypto.randomUUID(), text: "Can I return an order?", page });
    await panel.answered(2);
    panel.send({ type: "feedback", seq: 2, vote: "down", comment: "Call me: +49 171 1234567" });
    await panel.until((frame) => frame.type === "message" && frame.message.vote === "down");
    await visit.ring();
    const kept = visit.projected.at(-1);
    expect(kept?.messages.at(-1)).toMatchObject({ vote: "down", comment: "Call me: [phone-1]" });
    expect(kept?.conversation.pageUrl).toBe("https://shop.example/of/[email]/me");
    expect(JSON.stringify([visit.asked, visit.projected])).not.toMatch(/ada@|ada%40|1234567/);
  });

  it("lets no model have the name that a visitor proved, where the project keeps names", async () => {
    visit.facts = { guard: { ...DEFAULT_GUARD, redact: ["name"] } };
    visit.scripts = [{ texts: ["Of course, [name-1] [1]."] }];
    const panel = await visit.open();
    panel.ask("This is Ada, can I return it?");
    expect((await panel.answered(2)).text).toBe("Of course, Ada [1].");
    expect(JSON.stringify(visit.asked)).not.toContain("Ada");
  });

  it("takes out links to strange hosts and markers of no source", async () => {
    visit.scripts = [
      { texts: ["See [here](https://evil", ".example/x) or [there](https://shop.example/r) [1]", " [7]."] },
    ];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    const { text, citations } = await panel.answered(2);
    expect(text).not.toContain("evil.example");
    expect(text).toContain("https://shop.example/r");
    expect(text).not.toContain("[7]");
    expect(citations.map(({ n }) => n)).toEqual([1]);
  });

  it("ends an answer that gives the system text away", async () => {
    let mark = "";
    visit.scripts = [{ texts: ["x"] }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    mark = /\[([a-z]{20})\]/.exec(String(visit.asked[0]?.messages[0]?.content))?.[1] ?? "";
    expect(mark).not.toBe("");
    // Every call has a mark of its own, so the rule of the house is what is repeated here.
    const rule = String(visit.asked[0]?.messages[0]?.content)
      .split("\n")
      .find((line) => line.startsWith("Text between"));
    visit.scripts = [{ texts: ["Sure: ", ...(rule ?? "").replaceAll(/<\/?data-[^>]*>/g, "").split(/(?<= )/)] }];
    panel.ask("And the exchange of an order?");
    expect(await panel.answered(4)).toMatchObject({ state: "complete", outcome: "refused" });
    expect(panel.texts[3]).not.toContain("material to answer from");
  });

  it("asks about what was asked before, where a question says too little by itself", async () => {
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    panel.ask("And shoes?");
    await panel.answered(4);
    expect(visit.searched[1]).toBe("Can I return an order? And shoes?");
    expect(visit.asked[1]?.messages.slice(1).map(({ content }) => content)).toEqual([
      ...["Can I return an order?", ANSWER, "And shoes?"],
    ]);
  });
});
