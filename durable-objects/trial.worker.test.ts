import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Dissection, Examined, TrialAsk, TrialEvent } from "@/lib/playground/protocol";
import { trialOf } from "@/lib/playground/server/objects";
import { newId, type PersonId, type TenantId } from "@/lib/platform/ids";
import { bindings, DOCUMENT, TestVisit } from "./testing/visit-client";
import type { Trial } from "./trial";

let visit: TestVisit;
let person: PersonId;
let conversation: string;

const rpc = () => trialOf(bindings, visit.tenantId, person, conversation);
const stub = () => bindings.TRIAL.getByName(`t:${visit.tenantId}:trial:${person}:${conversation}`);
const tables = () =>
  runInDurableObject(stub(), (_, state) =>
    state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'messages'").toArray(),
  );

beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  visit = new TestVisit();
  person = newId<PersonId>();
  conversation = newId();
  await runInDurableObject(stub(), (instance) => {
    (instance as Trial).services = visit.services();
  });
});

function askOf(text: string, change: Partial<TrialAsk> = {}): TrialAsk {
  return {
    ...{
      tenantId: visit.tenantId,
      projectId: visit.projectId,
      person,
      conversation,
      id: newId(),
      text,
      language: "en",
    },
    ...{ model: null, instructions: null },
    ...change,
  };
}

async function ask(text: string, change: Partial<TrialAsk> = {}): Promise<TrialEvent[]> {
  const body = JSON.stringify(askOf(text, change));
  const answer = await rpc().fetch(new Request("https://object/trial", { method: "POST", body }));
  const events = (await answer.text()).split("\n\n").filter((event) => event !== "");
  return events.map((event) => JSON.parse(event.slice("data: ".length)) as TrialEvent);
}

function dissected(events: readonly TrialEvent[]): Dissection {
  const last = events.at(-1);
  if (last?.type !== "dissected") throw new Error(`Not dissected: ${JSON.stringify(events)}`);
  return last.dissection;
}

function answered(examined: Examined): Extract<Examined, { status: "answered" }> {
  if (examined.status !== "answered") throw new Error(examined.message);
  return examined;
}

describe("a test question", () => {
  it("streams what a visitor's panel would hear, and ends with how the answer came about", async () => {
    const events = await ask("Can I return an order? Write to ada@example.org.");
    expect(events.map(({ type }) => type)).toEqual([
      ...["message", "message"],
      ...events.filter(({ type }) => type === "delta").map(() => "delta"),
      ...["message", "dissected"],
    ]);
    const message = events.findLast((event) => event.type === "message");
    expect(message).toMatchObject({
      message: {
        text: "You can return it within 30 days [1].",
        outcome: "answered",
        citations: [{ title: "Returns" }],
      },
    });
    expect(dissected(events)).toMatchObject({
      question: { redacted: "Can I return an order? Write to [email-1].", kinds: ["email"], injectionBound: 0.5 },
      retrieval: {
        confidence: 0.9,
        bound: 0.5,
        passages: [{ n: 1, cited: true, title: "Returns", start: 9, score: 1 }],
      },
      route: { wished: null, unmet: null, chain: [{ id: visit.model.id }], reason: "test" },
      call: { status: "answered", model: visit.model.id, usage: { promptTokens: 1, completionTokens: 1 } },
      answer: { state: "complete", outcome: "answered", refused: null },
    });
  });

  it("shows word for word what the provider was sent, documents apart", async () => {
    const { sent } = dissected(await ask("Can I return an order?"));
    expect(sent.map(({ channel }) => channel)).toEqual(["system", "data", "user"]);
    const [system, data] = sent;
    expect(system?.text).toContain("Be kind.");
    expect(data?.text).toContain(DOCUMENT.slice(9, 40));
    const [first] = visit.asked[0]?.messages ?? [];
    expect(
      sent
        .slice(0, 2)
        .map(({ text }) => text)
        .join(""),
    ).toBe(first?.content);
  });

  it("goes by the prompt and the model that are tried, and by the project's own without", async () => {
    visit.facts = { instructions: "Speak of ships.", model: "fake/own" };
    expect(dissected(await ask("Can I return an order?")).sent[0]?.text).toContain("Speak of ships.");
    const tried = dissected(await ask("Can I return it?", { instructions: "Speak of trains.", model: "fake/other" }));
    expect(tried.sent[0]?.text).toContain("Speak of trains.");
    expect(tried.sent[0]?.text).not.toContain("ships");
    expect(tried.route?.wished).toBe("fake/other");
  });

  it("remembers what was said before in the same conversation, and nothing after it was forgotten", async () => {
    await ask("Can I return an order?");
    await ask("And how long does the refund take?");
    expect(visit.asked.at(-1)?.messages.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
    await rpc().forget(visit.tenantId);
    expect(await tables()).toEqual([]);
    await ask("Can I return an order?");
    expect(visit.asked.at(-1)?.messages.map(({ role }) => role)).toEqual(["system", "user"]);
  });

  it.each([
    [
      "the quota",
      { refused: true },
      { status: "refused", fault: { code: "quota_exceeded", message: "No more this month." } },
    ],
    ["the provider", { failed: true }, { status: "failed", fault: { message: "Nobody answers." } }],
  ])("says when %s stood in the way, whatever answered instead", async (_, script, call) => {
    visit.scripts = [script];
    const found = dissected(await ask("Can I return an order within 30 days?"));
    expect(found).toMatchObject({ call, answer: { outcome: "answered" } });
  });

  it("shows how far below the bound an answer that was not given stood, and that nobody was asked", async () => {
    visit.confidence = 0.2;
    const found = dissected(await ask("What is the meaning of life?"));
    expect(found).toMatchObject({
      ...{ retrieval: { confidence: 0.2, bound: 0.5 }, route: null, call: null, sent: [] },
      answer: { outcome: "abstained" },
    });
    expect(found.spans.map(({ step }) => step)).toEqual(["settings", "retrieval"]);
  });

  it.each([
    ["paused", { paused: true }],
    ["of a suspended tenant", { tenantActive: false }],
  ])("is refused where the assistant is %s, as a visitor is", async (_, facts) => {
    visit.facts = facts;
    expect(await ask("Can I return an order?")).toMatchObject([{ type: "error", code: "unavailable" }]);
    expect(visit.asked).toEqual([]);
  });

  it("goes to no conversation in Postgres, and is forgotten after an hour", async () => {
    await ask("Can I return an order?");
    expect(visit.projected).toEqual([]);
    expect(await tables()).not.toEqual([]);
    await runDurableObjectAlarm(stub());
    expect(await tables()).toEqual([]);
    expect(visit.projected).toEqual([]);
    expect(visit.archived.size).toBe(0);
  });

  it("answers another tenant and another project as one that is not there", async () => {
    await ask("Can I return an order?");
    const foreign = { tenantId: newId<TenantId>() };
    expect(await ask("Can I return it?", foreign)).toMatchObject([{ type: "error", code: "not_found" }]);
    expect(await ask("Can I return it?", { projectId: newId() as never })).toMatchObject([{ code: "not_found" }]);
    await rpc().forget(newId<TenantId>());
    expect(await tables()).not.toEqual([]);
  });

  it("is asked one at a time", async () => {
    let open = () => undefined as void;
    visit.scripts = [{ texts: ["One", " two [1]."], wait: new Promise<void>((resolve) => void (open = resolve)) }];
    const first = ask("Can I return an order?");
    await vi.waitFor(() => expect(visit.asked).toHaveLength(1));
    expect(await ask("And now?")).toMatchObject([{ type: "error", code: "conflict" }]);
    open();
    expect(dissected(await first).answer.outcome).toBe("answered");
  });
});

describe("examine", () => {
  it("answers text, sources and how they came about, and keeps nothing", async () => {
    const examined = answered(await rpc().examine(askOf("Can I return an order?")));
    expect(examined).toMatchObject({
      text: "You can return it within 30 days [1].",
      citations: [{ title: "Returns" }],
    });
    expect(examined.dissection.call?.status).toBe("answered");
    expect(await tables()).toEqual([]);
  });

  it("says why nobody was asked", async () => {
    visit.facts = { paused: true };
    expect(await rpc().examine(askOf("Can I return an order?"))).toMatchObject({
      status: "refused",
      code: "unavailable",
    });
  });
});
