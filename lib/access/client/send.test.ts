import { afterEach, describe, expect, it, vi } from "vitest";
import { faultOf, send } from "./send";

afterEach(() => vi.unstubAllGlobals());

describe("send", () => {
  it("answers what the route says", async () => {
    vi.stubGlobal("fetch", async () => Response.json({ a: 1 }));
    expect(await send("POST", "/api/x", { b: 2 })).toEqual({ ok: true, data: { a: 1 } });
  });

  it("turns an error body into a fault", async () => {
    const error = {
      type: "parlor_error",
      code: "invalid_request",
      message: "No.",
      param: "name",
      retryable: false,
      request_id: "r1",
    };
    vi.stubGlobal("fetch", async () => Response.json({ error }, { status: 400 }));
    expect(await send("POST", "/api/x", {})).toEqual({
      ok: false,
      fault: { code: "invalid_request", message: "No.", param: "name", requestId: "r1" },
    });
  });

  it("survives a cut line and an answer that is no JSON", async () => {
    vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("fetch failed")));
    expect(await send("GET", "/api/x")).toMatchObject({ ok: false, fault: { code: "offline" } });
    vi.stubGlobal("fetch", async () => new Response("<html>", { status: 502 }));
    expect(await send("GET", "/api/x")).toMatchObject({ ok: false, fault: { code: "unknown" } });
  });
});

describe("faultOf", () => {
  it("prefers better-auth's code", () => {
    const body = {
      code: "INVALID_TOKEN",
      message: "x",
      error: { code: "invalid_request", message: "Invalid token", request_id: "r", retryAfterMs: 5 },
    };
    expect(faultOf(body)).toEqual({ code: "INVALID_TOKEN", message: "Invalid token", requestId: "r", retryAfterMs: 5 });
  });
  it.each([null, undefined, 5, "x", [], {}, { error: null }, { error: { code: 5 } }])(
    "makes something of %j",
    (body) => {
      expect(faultOf(body)).toEqual({ code: "unknown", message: "" });
    },
  );
});
