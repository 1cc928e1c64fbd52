import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { VISITOR_LIMITS } from "../protocol";
import { cleanPage, parseFrame, readFrame } from "./parse-frame";

const id = "0198c0de-0000-7000-8000-000000000001";

describe("a frame", () => {
  it("is read with its text as rooms keep it, and without what it should not have", () => {
    expect(parseFrame(JSON.stringify({ type: "message", id, text: " Cafe\u0301\r\n\u0007 ", more: 1 }))).toEqual({
      ok: true,
      frame: { type: "message", id, text: "Café" },
    });
  });

  it.each([
    ["nothing to read", { type: "message", id, text: " \u200b " }, "text"],
    ["too many characters", { type: "message", id, text: "x".repeat(VISITOR_LIMITS.messageCharsMax + 1) }, "text"],
    ["an id that is none", { type: "message", id: "1", text: "x" }, "id"],
    ["a long comment", { type: "feedback", seq: 1, vote: "up", comment: "x".repeat(1_001) }, "comment"],
    ["a vote that is none", { type: "feedback", seq: 1, vote: "sideways" }, "vote"],
    ["a place below nothing", { type: "history", before: -1 }, "before"],
    ["an unknown type", { type: "dance" }, "type"],
  ])("with %s is refused, and says where", (_name, value, param) => {
    expect(readFrame(value)).toMatchObject({ ok: false, error: { type: "error", code: "invalid_request", param } });
  });

  it("names the id of the frame that was refused", () => {
    expect(readFrame({ type: "message", id, text: "" })).toMatchObject({ error: { id } });
  });

  it("of any kind is read or refused, never thrown over", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const parsed = parseFrame(text);
        expect(parsed.ok || parsed.error.code === "invalid_request").toBe(true);
      }),
    );
  });
});

it("knows a page by its address without query and fragment, and no other kinds of address", () => {
  expect(cleanPage({ url: "https://shop.example/a?token=x#y", title: " A \n page " })).toEqual({
    url: "https://shop.example/a",
    title: "A page",
  });
  expect(cleanPage({ url: "javascript:alert(1)", title: "x" })).toBeNull();
  expect(cleanPage({ url: "no address", title: "x" })).toBeNull();
});
