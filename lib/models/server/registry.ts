import type { Breaker } from "../core/breaker";
import { CLOSED } from "../core/breaker";
import type { ModelEntry } from "./call";
import type { Upstream } from "./upstream";

/** The installation's models, in the order of the operator's preference, and who answers for them. */
export interface Registry {
  entries: readonly ModelEntry[];
  upstream(provider: string): Upstream;
}

/** The breakers of one isolate, by model id. */
export class Breakers {
  private readonly states = new Map<string, Breaker>();

  get(model: string): Breaker {
    return this.states.get(model) ?? CLOSED;
  }

  set(model: string, state: Breaker): void {
    this.states.set(model, state);
  }
}
