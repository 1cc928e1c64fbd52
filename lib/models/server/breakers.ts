import { type Breaker, CLOSED } from "../core/breaker";

/** The breakers of one isolate, by model id. Each isolate finds out for itself: five failed calls are what that costs. */
export class Breakers {
  private readonly states = new Map<string, Breaker>();

  get(model: string): Breaker {
    return this.states.get(model) ?? CLOSED;
  }

  /** Those that ever failed here. */
  all(): [model: string, state: Breaker][] {
    return [...this.states];
  }

  set(model: string, state: Breaker): void {
    this.states.set(model, state);
  }
}
