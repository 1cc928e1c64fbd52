/** What the objects of the playground answer over RPC: the seam between verbs (either Worker) and durable-objects/. */
import type { PersonId, ProjectId, TenantId } from "@/lib/platform/ids";
import { traced } from "@/lib/platform/trace-calls";
import type { Examined, TrialAsk, TrialWish } from "../protocol";

export interface TrialRpc {
  /** Asks, and answers `TrialEvent`s as Server-Sent Events. The body is a `TrialAsk`. */
  fetch(request: Request): Promise<Response>;
  /** Asks, waits for the end, and keeps nothing. */
  examine(ask: TrialAsk): Promise<Examined>;
  /** Forgets the conversation at once. */
  forget(tenantId: TenantId): Promise<void>;
}

/** What a run of an evaluation set is told. Its cases lie in Postgres already. */
export interface RunOrder extends TrialWish {
  tenantId: TenantId;
  projectId: ProjectId;
  person: PersonId;
  run: string;
  language: string;
}

export interface EvaluationRunRpc {
  /** Asks the cases that wait in Postgres, until none waits or the run is no longer running there. */
  begin(order: RunOrder): Promise<void>;
}

interface NamespaceLike {
  getByName(name: string): unknown;
}

export interface PlaygroundBindings {
  TRIAL: NamespaceLike;
  EVALUATION_RUN: NamespaceLike;
}

/** Handle to a test conversation. `whose`: a person, or a run. */
export function trialOf(
  { TRIAL }: Pick<PlaygroundBindings, "TRIAL">,
  tenantId: TenantId,
  whose: string,
  conversation: string,
): TrialRpc {
  return traced(TRIAL.getByName(`t:${tenantId}:trial:${whose}:${conversation}`)) as TrialRpc;
}

export function evaluationRunOf(
  { EVALUATION_RUN }: Pick<PlaygroundBindings, "EVALUATION_RUN">,
  tenantId: TenantId,
  run: string,
): EvaluationRunRpc {
  return traced(EVALUATION_RUN.getByName(`t:${tenantId}:run:${run}`)) as EvaluationRunRpc;
}
