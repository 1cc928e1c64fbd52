/** W3C Trace Context, version 00: whose trace a request belongs to. https://www.w3.org/TR/trace-context/ */

export interface Trace {
  traceId: string;
  /** Of the caller's step. */
  spanId: string;
  sampled: boolean;
}

export const TRACE_HEADER = "traceparent";

const FIRST = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
/** A later version may have more at its end; what we know of it is read all the same. */
const LATER = /^(?!00|ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;
const NOTHING = /^0+$/;
const CHARS_MAX = 512;

/** Null for what is no such header. */
export function parseTrace(header: string | null | undefined): Trace | null {
  if (!header || header.length > CHARS_MAX) return null;
  const [, traceId = "", spanId = "", flags = ""] = FIRST.exec(header) ?? LATER.exec(header) ?? [];
  if (traceId === "" || NOTHING.test(traceId) || NOTHING.test(spanId)) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** As the next one is told: the same trace, this step as its parent. */
export function traceHeader({ traceId, spanId, sampled }: Trace): string {
  return `00-${traceId}-${spanId}-${sampled ? "01" : "00"}`;
}

/** The trace that the caller sent, or a new one, with a step of our own in it. */
export function joinTrace(header: string | null | undefined): Trace {
  const from = parseTrace(header);
  return from ? { ...from, spanId: randomHex(8) } : { traceId: randomHex(16), spanId: randomHex(8), sampled: false };
}

function randomHex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}
