/** A panel that comes back, and an object that died meanwhile. */
import { beforeEach, describe, expect, it, vi } from "vitest";
import { latch } from "../testing/session-client";
import { Panel, TestVisit } from "../testing/visit-client";

let visit: TestVisit;
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  visit = await new TestVisit().enter();
});

const ANSWER = "You can return it within 30 days [1].";

describe("a panel that comes back", () => {
  it("cut at every delta of an answer in turn, sees each token once and one message", async () => {
    const words = ANSWER.split(/(?<= )/);
    const whole = await visit.open();
    visit.scripts = [{ texts: words }];
    whole.ask("Can I return an order?");
    await whole.answered(2);
    const deltas = whole.frames.filter(({ type }) => type === "delta").length;
    expect(deltas).toBeGreaterThan(3);
    // Cut after each delta: while the answer is written on, and after it was whole.
    for (let cut = 0; cut <= deltas; cut++) {
      for (const goesOn of [true, false]) {
        const one = await new TestVisit().enter();
        const gate = latch();
        one.scripts = [{ texts: words, ...(goesOn ? { wait: gate.wait } : {}) }];
        const first = await one.open();
        first.deltasMax = cut;
        first.ask("Can I return an order?");
        if (cut === 0) await first.until((frame) => frame.type === "message" && frame.message.seq === 2);
        else if (cut < deltas || !goesOn) {
          await vi.waitFor(() => expect(first.frames.filter(({ type }) => type === "delta")).toHaveLength(cut));
        } else await first.until(({ type }) => type === "delta");
        const held = first.messages.get(2);
        first.close();
        const second = await Panel.open(one.conversationId, await one.ticket());
        // As a panel has it when it comes back.
        for (const message of first.messages.values()) second.messages.set(message.seq, message);
        const at = held ? { at: { seq: 2, length: held.text.length } } : {};
        second.send({ type: "init", v: 1, since: held ? 2 : 1, ...at });
        await second.until(({ type }) => type === "ready");
        gate.open();
        expect((await second.answered(2)).text).toBe(ANSWER);
        expect((await one.messages()).map(({ text }) => text)).toEqual(["Can I return an order?", ANSWER]);
        second.close();
      }
    }
  });

  it("is told all there is of an answer whose newest words still wait to be joined, and none of them twice", async () => {
    visit.joinMs = 60_000;
    await visit.connect();
    const gate = latch();
    visit.scripts = [{ texts: ["You can ", "return ", "it."], wait: gate.wait }];
    const first = await visit.open();
    first.ask("Can I return an order?");
    await first.until(({ type }) => type === "delta");
    const second = await vi.waitFor(async () => {
      const panel = await visit.open();
      expect(panel.messages.get(2)?.text).toBe("You can return");
      return panel;
    });
    await vi.waitFor(() => expect(first.messages.get(2)?.text).toBe("You can return"));
    gate.open();
    expect((await first.answered(2)).text).toBe("You can return it.");
    expect((await second.answered(2)).text).toBe("You can return it.");
  });

  it("is told what it missed, and no more than twenty turns at once", async () => {
    visit.confidence = 0;
    const panel = await visit.open();
    for (let nth = 1; nth <= 22; nth++) {
      if (nth % 8 === 0) visit.moveOn(60_001);
      panel.ask(`Question ${nth}`);
      await panel.answered(nth * 2);
    }
    const fresh = await visit.open();
    expect(fresh.frames[0]).toMatchObject({ type: "ready", head: 44, earlier: true, running: null });
    expect([...fresh.messages.keys()][0]).toBe(5);
    fresh.send({ type: "history", before: 5 });
    expect(await fresh.until(({ type }) => type === "history")).toMatchObject({
      messages: [{ seq: 1 }, { seq: 2 }, { seq: 3 }, { seq: 4 }],
      earlier: false,
    });
    const back = await visit.open(42);
    expect(back.frames[0]).toMatchObject({ type: "ready", earlier: false });
    expect([...back.messages.keys()]).toEqual([42, 43, 44]);
  });

  it("is told of an answer that was made anew as a whole", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["First answer."] }, { texts: ["Second", " answer."], wait: gate.wait }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    panel.send({ type: "regenerate", id: crypto.randomUUID() });
    await vi.waitFor(() => expect(panel.messages.get(2)?.text).toBe("Second"));
    const back = await visit.open(2, { seq: 2, length: 3 });
    expect(back.frames[0]).toMatchObject({ running: 2, messages: [{ seq: 2, text: "Second" }] });
    gate.open();
    expect((await back.answered(2)).text).toBe("Second answer.");
  });
});

describe("an object that dies in mid-answer", () => {
  it("ends the answer as failed with the text there was, and goes on with the next question", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["You can return it. ".repeat(30), "lost"], wait: gate.wait }, { texts: ["Yes."] }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.until(({ type }) => type === "delta");
    await vi.waitFor(async () => expect((await visit.messages())[1]?.text.length).toBeGreaterThan(300));
    await visit.kill();
    gate.open();
    const back = await visit.open(2, { seq: 2, length: panel.messages.get(2)?.text.length ?? 0 });
    expect(back.messages.get(2)).toMatchObject({ state: "failed", error: { code: "aborted" } });
    expect(back.messages.get(2)?.text).toContain("You can return it.");
    back.send({ type: "regenerate", id: crypto.randomUUID() });
    await vi.waitFor(() => expect(back.messages.get(2)).toMatchObject({ text: "Yes.", state: "complete" }));
    expect(await visit.messages()).toHaveLength(2);
  });

  it("is found by its alarm when nobody comes back", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["You can. ", "lost"], wait: gate.wait }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.until(({ type }) => type === "delta");
    await visit.kill();
    gate.open();
    await visit.ring();
    // The question may have been brought there before.
    const brought = new Map(visit.projected.flatMap(({ messages }) => messages.map((one) => [one.seq, one])));
    expect([...brought.values()]).toMatchObject([{ seq: 1 }, { seq: 2, state: "failed" }]);
  });
});
