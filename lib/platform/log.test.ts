import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, it } from "vitest";
import { withoutParameters } from "./log";

const failed = () => new DrizzleQueryError("select 1 where token = $1", ["secret-token"], new Error("away"));

describe("withoutParameters", () => {
  it("prints a failed query by its name and cause, without text and parameters", () => {
    const printed = String(withoutParameters(failed()));
    expect(printed).not.toContain("secret-token");
    expect(printed).not.toContain("select");
    expect(printed).toContain("Error");
  });

  it("finds it behind other errors", () => {
    expect(String(withoutParameters(new Error("page failed", { cause: failed() })))).not.toContain("secret-token");
  });

  it("leaves other values alone", () => {
    const error = new Error("plain");
    expect(withoutParameters(error)).toBe(error);
    expect(withoutParameters("text")).toBe("text");
  });
});
