import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinTrace, parseTrace, traceHeader } from "./trace";

const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const SPAN = "00f067aa0ba902b7";

describe("traceparent", () => {
  it.each([
    [`00-${TRACE}-${SPAN}-01`, { traceId: TRACE, spanId: SPAN, sampled: true }],
    [`00-${TRACE}-${SPAN}-00`, { traceId: TRACE, spanId: SPAN, sampled: false }],
    [`00-${TRACE}-${SPAN}-03`, { traceId: TRACE, spanId: SPAN, sampled: true }],
    // A version to come may say more.
    [`01-${TRACE}-${SPAN}-01-what-comes`, { traceId: TRACE, spanId: SPAN, sampled: true }],
  ])("reads %s", (header, trace) => expect(parseTrace(header)).toEqual(trace));

  it.each([
    null,
    "",
    "00",
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE}-${SPAN}-01 `,
    `ff-${TRACE}-${SPAN}-01`,
    `00-${"0".repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${"0".repeat(16)}-01`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE.slice(1)}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-1`,
    `01-${TRACE}-${SPAN}-01-${"x".repeat(600)}`,
  ])("is not %j", (header) => expect(parseTrace(header)).toBeNull());

  it("goes on in the trace that was sent, as a step of its own", () => {
    const joined = joinTrace(`00-${TRACE}-${SPAN}-01`);
    expect(joined).toMatchObject({ traceId: TRACE, sampled: true });
    expect(joined.spanId).not.toBe(SPAN);
    expect(parseTrace(traceHeader(joined))).toEqual(joined);
  });

  it("begins one where there was none, whatever was sent", () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const trace = joinTrace(header);
        expect(parseTrace(traceHeader(trace))).toEqual(trace);
      }),
    );
    expect(joinTrace(null).traceId).not.toBe(joinTrace(null).traceId);
  });
});
