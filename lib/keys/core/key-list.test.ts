import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { KeyId } from "@/lib/platform/ids";
import type { KeyView } from "../protocol";
import { KEY_COLUMNS, KEY_FILTERS, matchingKeys, readKeyList, writeKeyList, type KeyListView } from "./key-list";

const key = (name: string, more: Partial<KeyView> = {}): KeyView => ({
  id: name as KeyId,
  name,
  shown: `pk_live_${name}…end`,
  scopes: ["chat"],
  limits: {
    requestsPerMinute: null,
    burst: null,
    tokensPerHour: null,
    concurrentStreams: null,
    costPerMonth: null,
  },
  models: null,
  tools: null,
  createdBy: null,
  createdAt: 0,
  expiresAt: null,
  endsAt: null,
  lastUsedAt: null,
  ...more,
});

const plain = readKeyList(new URLSearchParams());
const names = (keys: readonly KeyView[], view: Partial<KeyListView>) =>
  matchingKeys(keys, { ...plain, ...view }, 100)
    .map(({ name }) => name)
    .join(" ");

describe("the table of keys", () => {
  it("is the same after its address was written and read", () => {
    const view = fc.record({
      query: fc.string({ maxLength: 200 }),
      state: fc.constantFrom(...KEY_FILTERS),
      sort: fc.constantFrom(...KEY_COLUMNS),
      down: fc.boolean(),
      page: fc.integer({ min: 1, max: 1_000 }),
    });
    fc.assert(
      fc.property(view, (given) => {
        expect(readKeyList(new URLSearchParams(writeKeyList(given)))).toEqual(given);
      }),
    );
    expect(writeKeyList(plain)).toBe("");
  });

  it("takes what makes no sense for the default", () => {
    expect(readKeyList(new URLSearchParams("sort=secret&state=x&page=-1&dir=sideways"))).toEqual(plain);
  });

  it("shows living keys unless told, by name or by what is shown of them", () => {
    const keys = [key("b"), key("a", { endsAt: 200 }), key("old", { expiresAt: 100 }), key("gone", { endsAt: 1 })];
    expect(names(keys, {})).toBe("a b");
    expect(names(keys, { state: "ended" })).toBe("gone old");
    expect(names(keys, { state: "all", query: "LIVE_OLD" })).toBe("old");
  });

  it("sorts either way, with what never happened last", () => {
    const keys = [key("a"), key("b", { lastUsedAt: 5 }), key("c", { lastUsedAt: 9, expiresAt: 500 }), key("d")];
    expect(names(keys, { sort: "used" })).toBe("b c a d");
    expect(names(keys, { sort: "used", down: true })).toBe("c b a d");
    expect(names(keys, { sort: "expires" })).toBe("c a b d");
    expect(names(keys, { sort: "name", down: true })).toBe("d c b a");
  });
});
