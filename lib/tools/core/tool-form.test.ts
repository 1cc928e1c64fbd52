import { describe, expect, it } from "vitest";
import { changesOf } from "./mcp";
import { exampleOf, readHeaders, readObject, readSeconds } from "./tool-form";

describe("what people type about a tool", () => {
  it("has headers line by line, and says which line is none", () => {
    expect(readHeaders("Authorization: Bearer a:b\n\n  X-Shop:7 \r\n")).toEqual({
      ok: true,
      headers: { Authorization: "Bearer a:b", "X-Shop": "7" },
    });
    expect(readHeaders("")).toEqual({ ok: true, headers: {} });
    for (const wrong of ["nonsense", "Bad name: x", "Empty:", "Umlaut: ä"])
      expect(readHeaders(`A: 1\n${wrong}`)).toEqual({ ok: false, line: 2 });
  });

  it("has a JSON object, or says what is wrong", () => {
    expect(readObject('{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
    expect(readObject("[1]")).toEqual({ ok: false, reason: null });
    expect(readObject("null")).toEqual({ ok: false, reason: null });
    expect(readObject("{")).toMatchObject({ ok: false, reason: expect.stringMatching(/JSON/) as string });
  });

  it.each([
    ["10", 10_000],
    ["0.5", 500],
    ["1,5", 1_500],
    ["60", 60_000],
    ["60.1", null],
    ["0.4", null],
    ["", null],
    ["-3", null],
    ["1e1", null],
  ])("waits %s seconds as %s ms", (text, ms) => expect(readSeconds(text)).toBe(ms));

  it("begins with what a schema needs", () => {
    const properties = { city: { type: "string" }, days: { type: "integer" }, more: { type: "array" } };
    expect(exampleOf({ type: "object", properties, required: ["city", "days", "unknown"] })).toEqual({
      ...{ city: "", days: 0, unknown: "" },
    });
    expect(exampleOf({ type: "object" })).toEqual({});
  });
});

describe("what a server offers otherwise than was accepted", () => {
  const tool = (name: string, description = name, inputSchema = { type: "object" }) => ({
    name,
    description,
    inputSchema,
  });

  it("is told by name, with the words and schema of now, and what they were", () => {
    const accepted = [tool("same"), tool("gone"), tool("words"), tool("shape")];
    const offered = [tool("words", "other words"), tool("shape", "shape", { type: "x" }), tool("new"), tool("same")];
    expect(changesOf("crm", accepted, offered)).toEqual([
      {
        ...{ name: "crm__gone", change: "removed", description: "gone" },
        input_schema: { type: "object" },
        accepted: null,
      },
      {
        ...{ name: "crm__new", change: "added", description: "new" },
        input_schema: { type: "object" },
        accepted: null,
      },
      {
        ...{ name: "crm__shape", change: "changed", description: "shape", input_schema: { type: "x" } },
        accepted: { description: "shape", input_schema: { type: "object" } },
      },
      {
        ...{ name: "crm__words", change: "changed", description: "other words", input_schema: { type: "object" } },
        accepted: { description: "words", input_schema: { type: "object" } },
      },
    ]);
    expect(changesOf("crm", accepted, accepted.toReversed())).toEqual([]);
  });
});
