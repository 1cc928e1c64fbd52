import { expect, it } from "vitest";
import { eventData } from "./event-lines";

it("answers whole events, wherever the stream is cut", () => {
  const stream = ': hello\n\ndata: {"a":1}\n\nid: 4\ndata: {"b":\ndata: 2}\n\ndata:{"c":3}\n\n';
  for (let cut = 0; cut <= stream.length; cut++) {
    const first = eventData(stream.slice(0, cut));
    const second = eventData(first.rest + stream.slice(cut));
    expect([...first.data, ...second.data]).toEqual(['{"a":1}', '{"b":\n2}', '{"c":3}']);
    expect(second.rest).toBe("");
  }
});
