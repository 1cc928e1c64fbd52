import { DrizzleQueryError } from "drizzle-orm/errors";
import { describe, expect, it, vi } from "vitest";
import { log, withoutParameters } from "./log";

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

describe("personal data", () => {
  const refused =
    "no mailbox ada@example.com, call +49 171 1234567, card 4111 1111 1111 1111, DE89 3704 0044 0532 0130 00, from 203.0.113.9";
  const kinds = ["ada@", "1234567", "4111", "DE89", "203.0"];

  it("does not reach the log through the text of an error", () => {
    const print = vi.spyOn(console, "error").mockImplementation(() => {});
    log({ event: "mail.failed", level: "error", detail: refused, attempts: 3 });
    const line = String(print.mock.calls[0]?.[0]);
    print.mockRestore();
    for (const kind of kinds) expect(line).not.toContain(kind);
    expect(JSON.parse(line)).toMatchObject({
      event: "mail.failed",
      attempts: 3,
      detail: expect.stringContaining("[email]"),
    });
  });

  it("does not reach the console through an error or its cause", () => {
    for (const value of [new Error(refused), new Error("failed", { cause: new Error(refused) }), refused]) {
      const printed = String(withoutParameters(value));
      for (const kind of kinds) expect(printed).not.toContain(kind);
    }
  });

  it("leaves ids, addresses of routes and times as they are", () => {
    const text = "018f6f0e-7c1a-7b3e-9c1d-2b3a4c5d6e7f /api/t/acme/rooms 2026-11-21T23:00:00.000Z 16.4.6";
    expect(withoutParameters(text)).toBe(text);
  });
});
