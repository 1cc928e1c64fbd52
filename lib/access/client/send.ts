/** Why a request came to nothing. `code` is better-auth's where it is its answer, else one of the error catalogue, or `offline`. */
export interface Fault {
  code: string;
  message: string;
  /** The input field at fault. */
  param?: string;
  retryAfterMs?: number;
  requestId?: string;
}

export type Sent<T> = { ok: true; data: T } | { ok: false; fault: Fault };

/** Sends JSON to one of our own routes. Never throws: what failed is a value with the server's own words. */
export async function send<T = unknown>(
  method: "GET" | "POST" | "PATCH" | "DELETE",
  path: string,
  body?: object,
): Promise<Sent<T>> {
  try {
    const response = await fetch(path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    const answer: unknown = await response.json().catch(() => null);
    return response.ok ? { ok: true, data: answer as T } : { ok: false, fault: faultOf(answer) };
  } catch {
    return { ok: false, fault: { code: "offline", message: "" } };
  }
}

/** Reads the product's error body; better-auth's code goes before the catalogue's, since it says more. */
export function faultOf(answer: unknown): Fault {
  const outer = fieldsOf(answer);
  const inner = fieldsOf(outer.error);
  const fault: Fault = {
    code: textOf(outer.code) ?? textOf(inner.code) ?? "unknown",
    message: textOf(inner.message) ?? textOf(outer.message) ?? "",
  };
  const param = textOf(inner.param);
  const requestId = textOf(inner.request_id);
  if (param !== undefined) fault.param = param;
  if (requestId !== undefined) fault.requestId = requestId;
  if (typeof inner.retryAfterMs === "number") fault.retryAfterMs = inner.retryAfterMs;
  return fault;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
