/**
 * Carries a request's trace and id over calls between the Workers and their objects, which have no headers: behind the
 * arguments of a call stands a mark, which the object takes off before its method sees them. Without a request around
 * it a call goes out as it is.
 */
import { inLogContext, logContext, type LogContext } from "./log-context";
import { joinTrace, TRACE_HEADER, traceHeader } from "./trace";

const MARK = "parlor:trace";
const REQUEST_HEADER = "x-parlor-request-id";
const OF_TENANT = /^t:([0-9a-f-]{36}):/;

interface Mark {
  [MARK]: true;
  trace: string;
  requestId: string | null;
}

/** A handle to an object whose calls carry the trace. What is no such handle stays as it is. */
export function traced<T>(stub: T): T {
  const context = logContext();
  if (!context?.trace || !isStub(stub)) return stub;
  const { requestId } = context;
  const trace = traceHeader(context.trace);
  const mark: Mark = { [MARK]: true, trace, requestId: requestId ?? null };
  return new Proxy(stub, {
    get(target, name) {
      if (name === "fetch") return (request: Request) => target.fetch(withHeaders(request, trace, requestId));
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function" || name === "then") return value;
      // Called on the handle itself: its methods are of no use without it.
      const methods = target as unknown as Record<PropertyKey, (...args: unknown[]) => unknown>;
      return (...args: unknown[]) => methods[name]?.(...args, mark);
    },
  });
}

interface Stub {
  id: { name?: string };
  fetch(request: Request): Promise<Response>;
}

function isStub(value: unknown): value is Stub {
  if (typeof value !== "object" || value === null) return false;
  const { id } = value as { id?: unknown };
  return typeof id === "object" && id !== null && "name" in id && typeof id.name === "string";
}

function withHeaders(request: Request, trace: string, requestId: string | undefined): Request {
  const headers = new Headers(request.headers);
  headers.set(TRACE_HEADER, trace);
  if (requestId !== undefined) headers.set(REQUEST_HEADER, requestId);
  return new Request(request, { headers });
}

type Method = (this: object, ...args: unknown[]) => unknown;

/** Methods that the runtime calls for every frame: nobody's request. */
const NOT_TRACED = new Set(["constructor", "webSocketMessage", "webSocketClose", "webSocketError"]);

/** Has the methods of an object's class run under the trace that they are called with. An alarm begins one of its own. */
export function takesTrace(prototype: object): void {
  for (const [name, { value, writable }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (typeof value !== "function" || !writable || NOT_TRACED.has(name)) continue;
    const method = value as Method;
    Object.defineProperty(prototype, name, { value: underTrace(name, method), writable: true, configurable: true });
  }
}

function underTrace(name: string, method: Method): Method {
  return function call(this: object, ...args) {
    const last = args.at(-1);
    if (isMark(last)) {
      const context = {
        requestId: last.requestId ?? undefined,
        trace: joinTrace(last.trace),
        tenantId: tenantOf(this),
      };
      return inLogContext(context, () => method.apply(this, args.slice(0, -1)));
    }
    const begun = name === "alarm" ? {} : name === "fetch" ? contextOf(args[0]) : null;
    // A method that another one of the same object calls goes on in its request.
    if (begun === null) return method.apply(this, args);
    const context: LogContext = { trace: joinTrace(null), ...begun, tenantId: tenantOf(this) };
    return inLogContext(context, () => method.apply(this, args));
  };
}

function isMark(value: unknown): value is Mark {
  return typeof value === "object" && value !== null && Reflect.get(value, MARK) === true;
}

function contextOf(request: unknown): LogContext {
  if (!(request instanceof Request)) return {};
  const requestId = request.headers.get(REQUEST_HEADER) ?? undefined;
  return { requestId, trace: joinTrace(request.headers.get(TRACE_HEADER)) };
}

/** Every object's name begins with its tenant. */
function tenantOf(object: object): string | undefined {
  const { ctx } = object as { ctx?: { id?: { name?: string } } };
  return OF_TENANT.exec(ctx?.id?.name ?? "")?.[1];
}
