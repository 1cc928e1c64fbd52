import { describe, expect, it } from "vitest";
import { AppError, toErrorBody } from "./errors";
import { isDatabaseOutage } from "./outage";

const fault = (message: string, code?: string) =>
  Object.assign(new Error(message), { name: "NeonDbError", ...(code ? { code } : {}) });
const wrapped = (cause: Error) => Object.assign(new Error("Failed query: select", { cause }), { params: ["a secret"] });

describe("a database outage", () => {
  it.each([
    [fault("Error connecting to database: TypeError"), true],
    [wrapped(fault("Server error (HTTP status 503): Postgres does not answer.")), true],
    [wrapped(fault("the database system is shutting down", "57P03")), true],
    [fault("too many connections", "53300"), true],
    [wrapped(fault("duplicate key", "23505")), false],
    [fault("Server error (HTTP status 413): too long"), false],
    [new Error("Error connecting to database"), false],
    [new AppError("not_found", "There is nothing here."), false],
    [null, false],
  ])("%s is one: %s", (error, expected) => {
    expect(isDatabaseOutage(error)).toBe(expected);
  });

  it("is said as unavailable, with a time to come back, and nothing of the query", () => {
    const { status, body } = toErrorBody(wrapped(fault("Server error (HTTP status 503): gone")), "r1");
    expect(status).toBe(503);
    expect(body.error).toMatchObject({ code: "unavailable", retryable: true, retryAfterMs: expect.any(Number) });
    expect(JSON.stringify(body)).not.toMatch(/select|secret|HTTP/);
  });
});
