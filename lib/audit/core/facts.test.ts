import { describe, expect, it } from "vitest";
import { factsOf } from "./facts";

describe("factsOf", () => {
  it("tells nested values one by one, in words", () =>
    expect(factsOf("key.changed", { limits: { requestsPerMinute: 60 }, name: "Website" })).toEqual([
      { path: ["limits", "requests per minute"], value: 60 },
      { path: ["name"], value: "Website" },
    ]));

  it("leaves out what a new thing was not given", () =>
    expect(factsOf("key.created", { expiresAt: null, models: [], limits: { burst: null }, scopes: ["chat"] })).toEqual([
      { path: ["scopes"], value: ["chat"] },
    ]));

  it("tells what a change took away", () =>
    expect(factsOf("key.changed", { expiresAt: null, models: [] })).toEqual([
      { path: ["expires at"], value: null },
      { path: ["models"], value: [] },
    ]));

  it("keeps zero and false", () =>
    expect(factsOf("key.created", { uses: 0, stream: false })).toEqual([
      { path: ["uses"], value: 0 },
      { path: ["stream"], value: false },
    ]));
});
