import { DurableObject } from "cloudflare:workers";
import { tenantDb } from "@/db/client";
import { endEvaluationRun, listWaitingCases, saveCaseResult } from "@/db/queries/evaluation-runs";
import type { EvaluationRunRpc, RunOrder } from "@/lib/playground/server/objects";
import { trialOf } from "@/lib/playground/server/objects";
import { runCases, type RunDeps } from "@/lib/playground/server/run-cases";
import { backoffMs } from "@/lib/platform/backoff";
import { parseEnv } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { errorFacts, log } from "@/lib/platform/log";
import { forgetAll } from "./sockets";

/** A run that nobody could bring to its end by then ends as it is. */
const RUN_MS_MAX = 3_600_000;

interface Kept {
  order: RunOrder;
  startedAt: number;
  tries: number;
}

/** Asks the cases of one evaluation run, whoever looks on. What is done lies in Postgres: a repeat asks nothing twice. */
export class EvaluationRun extends DurableObject<RealtimeEnv> implements EvaluationRunRpc {
  /** Tests put others in its place. */
  deps: (order: RunOrder) => RunDeps;
  now: () => number = Date.now;

  constructor(ctx: DurableObjectState, env: RealtimeEnv) {
    super(ctx, env);
    this.deps = (order) => liveDeps(env, order, this.now);
  }

  async begin(order: RunOrder): Promise<void> {
    const now = this.now();
    await this.ctx.storage.put<Kept>("kept", { order, startedAt: now, tries: 0 });
    await this.ctx.storage.setAlarm(now);
  }

  override async alarm(): Promise<void> {
    const kept = await this.ctx.storage.get<Kept>("kept");
    if (!kept) return;
    const again = await this.work(kept);
    if (again === null) return forgetAll(this.ctx);
    await this.ctx.storage.setAlarm(this.now() + again);
  }

  private async work(kept: Kept): Promise<number | null> {
    const { order, startedAt, tries } = kept;
    const deps = this.deps(order);
    try {
      if (this.now() - startedAt > RUN_MS_MAX) {
        await deps.end({ state: "failed", fault: "interrupted" });
        return null;
      }
      const again = await runCases(deps);
      if (tries > 0) await this.ctx.storage.put<Kept>("kept", { ...kept, tries: 0 });
      return again;
    } catch (error) {
      const { tenantId, run } = order;
      log({ event: "evaluation.retry", level: "warn", tenantId, run, tries: tries + 1, ...errorFacts(error) });
      // Nobody can be told: after a day the tenant's own people have given the run up.
      if (this.now() - startedAt > 24 * RUN_MS_MAX) return null;
      await this.ctx.storage.put<Kept>("kept", { ...kept, tries: tries + 1 });
      return backoffMs(tries + 1, Math.random());
    }
  }
}

function liveDeps(bindings: RealtimeEnv, order: RunOrder, now: () => number): RunDeps {
  const { tenantId, run } = order;
  const db = tenantDb(parseEnv(bindings), tenantId);
  return {
    waiting: (limit) => listWaitingCases(db, run, limit),
    examine: ({ id, question }) =>
      trialOf(bindings, tenantId, run, id).examine({ ...order, conversation: id, id: newId(), text: question }),
    save: (caseId, result) => saveCaseResult(db, run, caseId, result),
    end: async (how) => void (await endEvaluationRun(db, run, how, now())),
  };
}
