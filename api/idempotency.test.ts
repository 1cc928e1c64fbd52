import { expect, it } from "vitest";
import { idempotencyMark, settleRepeat } from "./idempotency";

const call = { keyId: "key-a", path: "/v1/sessions", bodyText: "{}" };

it("knows a repeat, and refuses the key for another body or another path", () => {
  const first = idempotencyMark("order-7", call);
  const again = idempotencyMark("order-7", { ...call });
  if (first === null || again === null) throw new Error("A key was sent.");
  expect(again).toEqual(first);
  expect(settleRepeat(first, again)).toBe("repeat");
  for (const other of [{ bodyText: '{"title":"x"}' }, { path: "/v1/tools" }]) {
    const mark = idempotencyMark("order-7", { ...call, ...other });
    if (mark === null) throw new Error("A key was sent.");
    expect(mark.name).toBe(first.name);
    expect(() => settleRepeat(first, mark)).toThrow(expect.objectContaining({ code: "conflict" }));
  }
});

it("never lets the keys of two callers meet", () => {
  const names = ["key-a", "key-b"].map((keyId) => idempotencyMark("order-7", { ...call, keyId })?.name);
  expect(new Set(names).size).toBe(2);
});

it("is none without the header, and refuses one that is no key", () => {
  expect(idempotencyMark(undefined, call)).toBeNull();
  for (const header of ["", "two words", "é", "x".repeat(256)]) {
    expect(() => idempotencyMark(header, call)).toThrow(expect.objectContaining({ code: "invalid_request" }));
  }
});
