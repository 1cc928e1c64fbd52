// oxlint-disable-next-line no-restricted-imports -- what belongs to one request is known by this alone; both Workers and Node have it, and no browser logs
import { AsyncLocalStorage } from "node:async_hooks";
import type { Trace } from "./trace";

/** What is known of the request that a line of the log belongs to. */
export interface LogContext {
  requestId?: string | undefined;
  trace?: Trace | undefined;
  tenantId?: string | undefined;
  /** A hash of who asks, within their tenant. */
  user?: string | undefined;
}

const contexts = new AsyncLocalStorage<LogContext>();

/** Does the work of one request: every line that it logs, however deep, says which one it was. */
export function inLogContext<T>(context: LogContext, work: () => T): T {
  return contexts.run({ ...context }, work);
}

export function logContext(): Readonly<LogContext> | undefined {
  return contexts.getStore();
}

/** Says more of the request that is answered, for the lines that follow. */
export function addToLogContext(more: Omit<LogContext, "trace">): void {
  const context = contexts.getStore();
  if (context) Object.assign(context, more);
}
