import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CaseResult, Dissection, EvaluationCase, Examined } from "@/lib/playground/protocol";
import { evaluationRunOf, type RunOrder } from "@/lib/playground/server/objects";
import { CASES_AT_ONCE } from "@/lib/playground/server/run-cases";
import { newId, type PersonId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import type { EvaluationRun } from "./evaluation-run";

const bindings = env as unknown as RealtimeEnv;
const HOUR_MS = 3_600_000;

/** A run in a Postgres that is a list. */
class TestRun {
  readonly tenantId = newId<TenantId>();
  readonly run = newId();
  readonly cases: EvaluationCase[] = Array.from({ length: 7 }, (_, at) => ({
    ...{ id: newId(), question: `Question ${at}?` },
    expects: { kind: "answer", source: "", words: at % 2 === 0 ? [] : ["nowhere"] },
  }));
  readonly results = new Map<string, CaseResult>();
  readonly asked: string[] = [];
  state: "running" | "done" | "failed" | "cancelled" = "running";
  fault: string | null = null;
  budget = 1_000_000;
  postgresIsAway = false;
  now = Date.now();
  atOnce = 0;
  answer: (question: string) => Examined = () => answered();

  get stub() {
    return bindings.EVALUATION_RUN.getByName(`t:${this.tenantId}:run:${this.run}`);
  }

  async connect(): Promise<void> {
    await runInDurableObject(this.stub, (instance) => {
      const object = instance as EvaluationRun;
      object.now = () => this.now;
      object.deps = () => this.deps();
    });
  }

  async begin(): Promise<void> {
    await this.connect();
    const order: RunOrder = {
      ...{ tenantId: this.tenantId, projectId: newId<ProjectId>(), person: newId<PersonId>(), run: this.run },
      ...{ language: "en", model: null, instructions: "Be kind." },
    };
    await evaluationRunOf(bindings, this.tenantId, this.run).begin(order);
  }

  /** Rings until nothing is left to do. Answers how often. */
  async ring(most = 50): Promise<number> {
    for (let times = 0; times < most; times++) if (!(await runDurableObjectAlarm(this.stub))) return times;
    return most;
  }

  private deps(): ReturnType<EvaluationRun["deps"]> {
    let busy = 0;
    return {
      waiting: async (limit) => {
        if (this.postgresIsAway) throw new Error("away");
        if (this.state !== "running") return null;
        const spent = [...this.results.values()].reduce((sum, { cost }) => sum + cost, 0);
        return {
          cases: this.cases.filter(({ id }) => !this.results.has(id)).slice(0, limit),
          spent,
          budget: this.budget,
        };
      },
      examine: async ({ question }) => {
        this.atOnce = Math.max(this.atOnce, ++busy);
        this.asked.push(question);
        await Promise.resolve();
        busy--;
        return this.answer(question);
      },
      save: async (id, result) => {
        if (this.postgresIsAway) throw new Error("away");
        if (!this.results.has(id)) this.results.set(id, result);
      },
      end: async ({ state, fault }) => {
        if (this.postgresIsAway) throw new Error("away");
        if (this.state !== "running") return;
        this.state = state;
        this.fault = fault;
      },
    };
  }
}

function answered(call: Partial<NonNullable<Dissection["call"]>> = {}): Examined {
  const usage = { promptTokens: 10, completionTokens: 5, cachedTokens: 0, reasoningTokens: 0, estimated: false };
  return {
    ...{ status: "answered", text: "Yes.", citations: [] },
    dissection: {
      question: { redacted: "", kinds: [], injection: 0, injectionBound: 0.5 },
      ...{ retrieval: null, route: null, sent: [], spans: [], totalMs: 10 },
      call: {
        ...{ status: "answered", fault: null, model: "fake/small", provider: "fake", attempts: [], usage, cost: 100 },
        ...{ firstTokenMs: 1, totalMs: 2 },
        ...call,
      },
      answer: { state: "complete", outcome: "answered", refused: null, droppedQuotes: 0 },
    },
  };
}

const refusedCall = (code: string): Examined =>
  answered({ status: "refused", fault: { code, message: code }, cost: 0 });

let run: TestRun;

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  run = new TestRun();
});

describe("a run", () => {
  it("asks every case once, a few at a time, and judges each", async () => {
    await run.begin();
    await run.ring();
    expect(run.asked.toSorted()).toEqual(run.cases.map(({ question }) => question));
    expect(run.atOnce).toBe(CASES_AT_ONCE);
    expect(run.cases.map(({ id }) => run.results.get(id)?.verdict)).toEqual([
      ...["pass", "fail", "pass", "fail", "pass", "fail", "pass"],
    ]);
    expect(run).toMatchObject({ state: "done", fault: null });
    expect(await runInDurableObject(run.stub, (_, state) => state.storage.get("kept"))).toBeUndefined();
  });

  it("goes on where it was after the object died, and asks nothing twice that is written down", async () => {
    await run.begin();
    await run.ring(1);
    await runInDurableObject(run.stub, (_, state) => state.abort("killed by the test")).catch(() => undefined);
    await run.connect();
    await run.ring();
    expect(run.asked).toHaveLength(run.cases.length);
    expect(run.state).toBe("done");
  });

  it("asks no more once it was cancelled", async () => {
    await run.begin();
    await run.ring(1);
    run.state = "cancelled";
    await run.ring();
    expect(run.results.size).toBe(CASES_AT_ONCE);
    expect(run.asked).toHaveLength(CASES_AT_ONCE);
    expect(run.state).toBe("cancelled");
  });

  it("stops when its budget is used up", async () => {
    run.budget = 300;
    await run.begin();
    await run.ring();
    expect(run).toMatchObject({ state: "failed", fault: "budget" });
    expect(run.results.size).toBe(3);
  });

  it("ends with the quota, and takes what answered instead of a model for no result", async () => {
    run.answer = (question) => (question === "Question 4?" ? refusedCall("quota_exceeded") : answered());
    await run.begin();
    await run.ring();
    expect(run).toMatchObject({ state: "failed", fault: "quota" });
    expect(run.results.has(run.cases[4]?.id ?? "")).toBe(false);
    expect(run.results.size).toBe(5);
  });

  it("ends where the assistant answers nobody", async () => {
    run.answer = () => ({ status: "refused", code: "unavailable", message: "Paused." });
    await run.begin();
    await run.ring();
    expect(run).toMatchObject({ state: "failed", fault: "unavailable" });
    expect(run.results.size).toBe(0);
  });

  it("waits when it was too fast, and asks those cases again", async () => {
    let refusals = 2;
    run.answer = () => (refusals-- > 0 ? refusedCall("rate_limited") : answered());
    await run.begin();
    await run.ring();
    expect(run.state).toBe("done");
    expect(run.results.size).toBe(run.cases.length);
    expect(run.asked).toHaveLength(run.cases.length + 2);
  });

  it("keeps trying while Postgres is away, and comes to its end afterwards", async () => {
    await run.begin();
    run.postgresIsAway = true;
    expect(await run.ring(3)).toBe(3);
    run.postgresIsAway = false;
    await run.ring();
    expect(run.state).toBe("done");
  });

  it("gives up after an hour", async () => {
    run.answer = () => refusedCall("rate_limited");
    await run.begin();
    await run.ring(2);
    run.now += HOUR_MS + 1;
    await run.ring();
    expect(run).toMatchObject({ state: "failed", fault: "interrupted" });
  });
});
