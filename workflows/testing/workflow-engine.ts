/**
 * Workflows as the platform runs them, in the test's own process: the end of a step is kept and a repeat of the whole run
 * goes by it; a step that throws is tried again as its configuration says; a runtime that dies takes the run with it, and
 * whatever the step of the moment did but had not reported yet is done once more.
 */
import type { WorkflowEvent, WorkflowStep, WorkflowStepConfig } from "cloudflare:workers";

/** The runtime ended while the step ran: nothing of this run goes on. */
export class RuntimeDied extends Error {}

/** What a test does to a step. `before`: instead of it; `after`: it was done, and nobody heard of it. */
export interface Fault {
  before?(name: string, attempt: number): void;
  after?(name: string): void;
}

interface Entry<P> {
  run(event: Readonly<WorkflowEvent<P>>, step: WorkflowStep): Promise<void>;
}

/** One instance of a workflow: its parameters, and the ends of its steps. */
export class Instance<P> {
  readonly id: string;
  readonly params: P;
  /** Each attempt of a step, in order. */
  readonly attempts: string[] = [];
  private readonly ends = new Map<string, { value: unknown } | { error: unknown }>();

  constructor(id: string, params: P) {
    this.id = id;
    this.params = params;
  }

  /** From its beginning to its end, or until the runtime dies in it: then it is run again. */
  run(entry: Entry<P>, fault: Fault = {}): Promise<void> {
    const event = { payload: this.params, timestamp: new Date(0), instanceId: this.id };
    return entry.run(event as WorkflowEvent<P>, this.steps(fault));
  }

  private steps(fault: Fault): WorkflowStep {
    const run = async (name: string, config: WorkflowStepConfig, work: () => Promise<unknown>) => {
      const known = this.ends.get(name);
      if (known && "error" in known) throw known.error;
      if (known) return structuredClone(known.value);
      for (let attempt = 1; ; attempt++) {
        this.attempts.push(name);
        try {
          fault.before?.(name, attempt);
          const value = await work();
          fault.after?.(name);
          this.ends.set(name, { value: structuredClone(value) });
          return value;
        } catch (error) {
          if (error instanceof RuntimeDied) throw error;
          if (attempt <= (config.retries?.limit ?? 0)) continue;
          this.ends.set(name, { error });
          throw error;
        }
      }
    };
    // A run that died goes nowhere, so that what its code would do about an error of a step is not done.
    let dead: RuntimeDied | null = null;
    const step = {
      do: async (name: string, config: WorkflowStepConfig, work: () => Promise<unknown>) => {
        if (dead) throw dead;
        return run(name, config, work).catch((error: unknown) => {
          if (error instanceof RuntimeDied) dead = error;
          throw error;
        });
      },
      sleep: async () => undefined,
    };
    return step as unknown as WorkflowStep;
  }
}
