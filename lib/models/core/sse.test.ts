import { assert, constantFrom, array, nat, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { readSseEvent, type SseEvent, SseSplitter } from "./sse";

const encode = (text: string) => new TextEncoder().encode(text);

function eventsOf(pieces: Uint8Array[]): { events: SseEvent[]; rest: string } {
  const splitter = new SseSplitter(1_000_000);
  const events: SseEvent[] = [];
  for (const piece of pieces) splitter.feed(piece, (bytes, from, to) => events.push(readSseEvent(bytes, from, to)));
  return { events, rest: new TextDecoder().decode(splitter.rest()) };
}

describe("SseSplitter", () => {
  it("finds the same events wherever the bytes are split, with LF and with CRLF", () => {
    const blocks = [
      "data: one",
      "event: ping\ndata: {}",
      ": comment",
      "data: grüße 🙂",
      "data: a\ndata: b",
      "data:tight",
      "id: 7",
    ];
    assert(
      property(
        array(constantFrom(...blocks), { maxLength: 12 }),
        array(nat(40)),
        constantFrom("\n", "\r\n"),
        (chosen, cuts, eol) => {
          const text = chosen
            .map((block) => `${block}\n\n`)
            .join("")
            .replaceAll("\n", eol);
          const bytes = encode(text);
          const whole = eventsOf([bytes]);
          expect(whole.events).toHaveLength(chosen.length);
          expect(whole.rest).toBe("");
          const pieces: Uint8Array[] = [];
          let at = 0;
          for (const cut of cuts) {
            pieces.push(bytes.slice(at, at + cut));
            at += cut;
          }
          pieces.push(bytes.slice(at));
          expect(eventsOf(pieces)).toEqual(whole);
        },
      ),
    );
  });

  it("reads names, comments and data of several lines", () => {
    const { events } = eventsOf([encode("event: ping\ndata: {}\n\n: hm\n\ndata: a\ndata: b\n\n")]);
    expect(events).toEqual([
      { name: "ping", data: "{}" },
      { name: null, data: null },
      { name: null, data: "a\nb" },
    ]);
  });

  it("keeps what was not ended, and gives up on an event without end", () => {
    expect(eventsOf([encode("data: one\n\ndata: tw"), encode("o")]).rest).toBe("data: two");
    const splitter = new SseSplitter(100);
    expect(splitter.feed(encode("x".repeat(80)), () => undefined)).toBe(true);
    expect(splitter.feed(encode("x".repeat(80)), () => undefined)).toBe(false);
  });
});
