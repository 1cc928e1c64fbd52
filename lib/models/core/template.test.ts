import { assert, property, string } from "fast-check";
import { expect, it } from "vitest";
import { learnTemplate, matchTemplate } from "./template";

const encode = (text: string) => new TextEncoder().encode(text);
const event = (json: string) =>
  encode(`data: {"id":"a","choices":[{"index":0,"delta":{"content":${json}},"finish_reason":null}]}\n\n`);

function learned() {
  const bytes = event('"sun "');
  const template = learnTemplate(bytes, 0, bytes.length, "sun ");
  if (!template) throw new Error("nothing learned");
  return template;
}

it("knows every text again, and only texts", () => {
  const template = learned();
  assert(
    property(string({ unit: "binary" }), (text) => {
      const bytes = event(JSON.stringify(text));
      const chars = matchTemplate(template, bytes, 0, bytes.length);
      expect(chars).toBe(encode(JSON.stringify(text)).length - 2);
    }),
  );
});

it.each([
  ['"a","refusal":"b"', "another member"],
  ['"a"},"finish_reason":"stop","delta":{"content":"b"', "members that repeat"],
  ['"a\nb"', "a bare control character"],
  ['"a\\"', "a string that does not end where it should"],
  ["null", "no text"],
])("does not know %s: %s", (json) => {
  const bytes = event(json);
  expect(matchTemplate(learned(), bytes, 0, bytes.length)).toBe(-1);
});

it("does not know an event with another head or tail, nor one that is cut", () => {
  const template = learned();
  const other = encode('data: {"id":"b","choices":[{"index":0,"delta":{"content":"x"},"finish_reason":null}]}\n\n');
  expect(matchTemplate(template, other, 0, other.length)).toBe(-1);
  const error = encode('data: {"error":{"message":"no"}}\n\n');
  expect(matchTemplate(template, error, 0, error.length)).toBe(-1);
  const whole = event('"sea "');
  for (let length = 0; length < whole.length; length++) expect(matchTemplate(template, whole, 0, length)).toBe(-1);
});

it("learns nothing where the text stands elsewhere", () => {
  const bytes = encode('data: {"note":{"content":"not this"},"choices":[{"delta":{"content":"this"}}]}\n\n');
  expect(learnTemplate(bytes, 0, bytes.length, "this")).toBeNull();
});
