import { expect, it } from "vitest";
import { isLiving, keyStateOf } from "./key-state";

it.each([
  [null, null, "active", true],
  [11, null, "active", true],
  [10, null, "expired", false],
  [null, 11, "ending", true],
  [null, 10, "ended", false],
  [9, 10, "ended", false],
  [9, 12, "expired", false],
])("a key that expires at %s and ends at %s is %s at 10", (expiresAt, endsAt, state, living) => {
  expect(keyStateOf({ expiresAt, endsAt }, 10)).toBe(state);
  expect(isLiving(keyStateOf({ expiresAt, endsAt }, 10))).toBe(living);
});
