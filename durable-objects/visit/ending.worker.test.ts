/** How conversations end: by the clock, by a pause, by request, and when an alarm was lost. */
import { runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId, type TenantId } from "@/lib/platform/ids";
import { VISITOR_CLOSE } from "@/lib/assistant/protocol";
import { registryOf } from "../outbox-registry";
import { latch } from "../testing/session-client";
import { objects } from "../testing/room-client";
import { bindings, TestVisit } from "../testing/visit-client";

let visit: TestVisit;
beforeEach(async () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  visit = await new TestVisit().enter();
});

const ANSWER = "You can return it within 30 days [1].";

describe("the end of a conversation", () => {
  it("comes an hour after its last word: archived with everything, emptied, and another one begins", async () => {
    const panel = await visit.open();
    panel.ask("Can I return it? I am ada@mail.example");
    await panel.answered(2);
    visit.moveOn(3_599_000);
    expect(await visit.rpc.enter(birthOf(visit))).toEqual({ status: "open" });
    const back = await visit.open();
    expect(back.texts).toEqual(panel.texts);
    visit.moveOn(2_000);
    expect(await visit.rpc.enter(birthOf(visit))).toEqual({ status: "over" });
    await visit.ring();
    await vi.waitFor(() => expect(back.closed?.code).toBe(VISITOR_CLOSE.unauthorised));
    const key = `${visit.tenantId}/conversations/${visit.projectId}/${visit.conversationId}.json`;
    const kept = JSON.parse(visit.archived.get(key) ?? "null") as { messages: { text: string }[] };
    expect(kept.messages.map(({ text }) => text)).toEqual(["Can I return it? I am [email-1]", ANSWER]);
    expect(visit.projected.at(-1)?.conversation).toMatchObject({ state: "archived", lastSeq: 2 });
    expect(await visit.messages()).toEqual([]);
    expect(JSON.stringify(await visit.sql("SELECT * FROM meta"))).not.toContain("ada@mail");
  });

  it("waits for Postgres, and loses nothing", async () => {
    const panel = await visit.open();
    visit.postgresIsAway = true;
    panel.ask("Can I return an order?");
    await panel.answered(2);
    visit.moveOn();
    await visit.ring();
    expect(visit.archived.size).toBe(0);
    expect(await visit.messages()).toHaveLength(2);
    visit.postgresIsAway = false;
    visit.moveOn();
    await visit.ring();
    expect(visit.archived.size).toBe(1);
    expect(visit.projected.flatMap(({ messages }) => messages).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it("leaves nothing of one who said nothing", async () => {
    await visit.open();
    visit.moveOn();
    await visit.ring();
    expect(visit.projected).toEqual([]);
    expect(await visit.sql("SELECT name FROM sqlite_master WHERE name = 'meta'")).toEqual([]);
  });

  it("forgets on request: rows, archive, and what Postgres is told", async () => {
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    await visit.rpc.forget(newId<TenantId>());
    expect(await visit.messages()).toHaveLength(2);
    await visit.rpc.forget(visit.tenantId);
    expect(await visit.messages()).toEqual([]);
    expect(visit.projected.at(-1)).toMatchObject({
      conversation: { state: "erased", preview: "", visitorName: null },
      messages: [],
    });
    expect(await visit.rpc.enter(birthOf(visit))).toEqual({ status: "over" });
  });
});

describe("the tenant's registry", () => {
  const list = () => bindings.OUTBOX_REGISTRY.getByName(`t:${visit.tenantId}:outbox`);
  const listed = () =>
    runInDurableObject(list(), (_instance, state) =>
      [...state.storage.sql.exec("SELECT conversation FROM visits").raw()].flat(),
    );
  const sweepLater = async () => {
    await runInDurableObject(visit.stub, (_instance, state) => state.storage.deleteAlarm());
    await runInDurableObject(list(), (_instance, state) => void state.storage.sql.exec("UPDATE visits SET due_at = 1"));
    await registryOf(bindings, visit.tenantId).sweep(visit.tenantId);
  };

  it("brings what was said to Postgres when the alarm is lost, ends the conversation, and then lets go of it", async () => {
    visit.postgresIsAway = true;
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.answered(2);
    await sweepLater();
    expect(visit.projected).toEqual([]);
    visit.postgresIsAway = false;
    // Postgres is tried again a while after it failed.
    visit.moveOn(600_000);
    await vi.waitFor(async () => {
      await sweepLater();
      expect(new Set(visit.projected.flatMap(({ messages }) => messages.map(({ seq }) => seq)))).toEqual(
        new Set([1, 2]),
      );
    });
    expect(await listed()).toEqual([visit.conversationId]);
    visit.moveOn();
    await sweepLater();
    await vi.waitFor(() => expect(panel.closed?.code).toBe(VISITOR_CLOSE.unauthorised));
    expect([...visit.archived.keys()]).toHaveLength(1);
    await sweepLater();
    expect(await listed()).toEqual([]);
  });

  it("does not wait for an answer that is written, and never wakes what is not late", async () => {
    const gate = latch();
    visit.scripts = [{ texts: ["You can ", "return it."], wait: gate.wait }];
    const panel = await visit.open();
    panel.ask("Can I return an order?");
    await panel.until(({ type }) => type === "delta");
    await sweepLater();
    expect(await listed()).toEqual([visit.conversationId]);
    expect(await visit.rpc.tend(newId<TenantId>())).toBeNull();
    gate.open();
    expect((await panel.answered(2)).text).toBe("You can return it.");
  });

  it("closes what a paused project has open, of no other project, and of a suspended tenant all, also what Postgres never saw", async () => {
    const registry = objects.registry(visit.tenantId);
    const [mine, other] = [
      await visit.open(),
      await sibling(visit)
        .enter()
        .then((one) => one.open()),
    ];
    await vi.waitFor(async () => expect(await listed()).toHaveLength(2));
    expect(await objects.registry(newId<TenantId>()).shutProject(visit.tenantId, visit.projectId)).toEqual({
      unheard: 0,
    });
    expect(mine.closed).toBeNull();
    expect(await registry.shutProject(visit.tenantId, visit.projectId)).toEqual({ unheard: 0 });
    await vi.waitFor(() => expect(mine.closed).toEqual({ code: VISITOR_CLOSE.unavailable, reason: "unavailable" }));
    expect(other.closed).toBeNull();
    const conversations = await registry.conversations(visit.tenantId);
    expect(await registry.suspend(visit.tenantId, Date.now(), { rooms: [], people: [], conversations })).toEqual({
      unheard: 0,
    });
    await vi.waitFor(() => expect(other.closed?.code).toBe(VISITOR_CLOSE.unavailable));
    expect(await registry.conversations(newId<TenantId>())).toEqual([]);
  });
});

it("a suspended tenant or a paused project closes every socket, at once or at the next turn", async () => {
  const panel = await visit.open();
  visit.facts = { paused: true };
  panel.ask("Can I return an order?");
  await vi.waitFor(() => expect(panel.closed?.code).toBe(VISITOR_CLOSE.unavailable));
  expect(await visit.messages()).toEqual([]);
  const other = await visit.open();
  await visit.rpc.suspend(newId<TenantId>());
  await visit.rpc.suspend(visit.tenantId);
  await vi.waitFor(() => expect(other.closed?.code).toBe(VISITOR_CLOSE.unavailable));
});

it("knows nothing after the tenant was erased", async () => {
  const panel = await visit.open();
  panel.ask("Can I return an order?");
  await panel.answered(2);
  await visit.rpc.erase(visit.tenantId);
  expect(await runInDurableObject(visit.stub, (_object, state) => state.storage.getAlarm())).toBeNull();
  expect(await visit.sql("SELECT name FROM sqlite_master WHERE name = 'meta'")).toEqual([]);
});

function birthOf({ tenantId, projectId, conversationId, visitorId }: TestVisit) {
  const visitor = { visitorId, name: null, anonymous: true };
  return { tenantId, projectId, conversationId, ...visitor, language: "en", page: null };
}

/** Another project's conversation of the same tenant. */
function sibling({ tenantId }: TestVisit): TestVisit {
  return Object.assign(new TestVisit(), { tenantId });
}
