import fc from "fast-check";
import { expect, it } from "vitest";
import { TokenWindow } from "./token-window";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

it("counts tokens until their minute is an hour old", () => {
  const window = new TokenWindow();
  window.add(30_000, 40);
  window.add(5 * MINUTE, 60);
  expect(window.sum(HOUR + MINUTE - 1)).toBe(100);
  expect(window.sum(HOUR + MINUTE)).toBe(60);
  expect(window.sum(HOUR + 6 * MINUTE)).toBe(0);
});

it("tells how long so many tokens have to wait, and that too many wait for ever", () => {
  const window = new TokenWindow();
  window.add(0, 40);
  window.add(5 * MINUTE, 60);
  const now = 10 * MINUTE;
  expect(window.waitMs(0, 100, now)).toBe(0);
  expect(window.waitMs(40, 100, now)).toBe(HOUR + MINUTE - now);
  expect(window.waitMs(41, 100, now)).toBe(HOUR + 6 * MINUTE - now);
  expect(window.waitMs(101, 100, now)).toBeNull();
  expect(window.resetMs(now)).toBe(HOUR + 6 * MINUTE - now);
});

it("never lets any hour hold more than the limit, and gives room when it said it would", () => {
  const steps = fc.array(fc.record({ gap: fc.nat(7 * MINUTE), tokens: fc.nat(50), actual: fc.nat(50) }), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(steps, (list) => {
      const window = new TokenWindow();
      const taken: { at: number; tokens: number }[] = [];
      let now = 0;
      for (const { gap, tokens, actual } of list) {
        now += gap;
        const waitMs = window.waitMs(tokens, 100, now);
        if (waitMs === 0) {
          window.add(now, tokens);
          // Settled at once, with less.
          const used = Math.min(actual, tokens);
          window.add(now, used - tokens);
          taken.push({ at: now, tokens: used });
        } else {
          expect(waitMs).not.toBeNull();
          expect(window.waitMs(tokens, 100, now + (waitMs ?? 0) - 1)).not.toBe(0);
          expect(window.waitMs(tokens, 100, now + (waitMs ?? 0))).toBe(0);
          now += waitMs ?? 0;
        }
        const hour = taken.filter(({ at }) => at > now - HOUR).reduce((sum, each) => sum + each.tokens, 0);
        expect(hour).toBeLessThanOrEqual(100);
      }
    }),
  );
});
