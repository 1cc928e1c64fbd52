import { eventData } from "../core/event-lines";
import type { OpenWire, readFrame as ReadFrame } from "./wire";

const LOST = 1006;

/** Where sockets are blocked: events one way by a streamed answer, frames the other way by posts. */
export const eventsWire =
  (version: number, readFrame: typeof ReadFrame): OpenWire =>
  (grant, { since, at }, events) => {
    const place = `/embed/conversations/${grant.conversation}`;
    const authorization = `Bearer ${grant.session}`;
    const ending = new AbortController();
    let wasOpen = false;

    const end = (code: number) => {
      if (ending.signal.aborted) return;
      ending.abort();
      events.onClose(code, wasOpen);
    };
    const closeCode = (status: number) =>
      status === 401 ? 4001 : status === 403 ? 4003 : status === 429 ? 4008 : LOST;

    const listen = async () => {
      const query = new URLSearchParams({ v: String(version), since: String(since) });
      if (at) query.set("at", `${at.seq}.${at.length}`);
      const answer = await fetch(`${place}/events?${query}`, {
        credentials: "omit",
        headers: { authorization, accept: "text/event-stream" },
        signal: ending.signal,
      });
      if (!answer.ok || !answer.body) return end(closeCode(answer.status));
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let buffer = ""; ;) {
        const { done, value } = await reader.read();
        if (done) return end(LOST);
        const { data, rest } = eventData(buffer + value);
        buffer = rest;
        wasOpen = true;
        for (const text of data) {
          const frame = readFrame(text);
          if (frame) events.onFrame(frame);
        }
      }
    };
    listen().catch(() => end(LOST));

    return {
      send(frame) {
        fetch(`${place}/frames`, {
          method: "POST",
          credentials: "omit",
          headers: { authorization, "content-type": "application/json" },
          body: JSON.stringify(frame),
          signal: ending.signal,
        }).then(
          ({ ok, status }) => ok || end(closeCode(status)),
          () => end(LOST),
        );
      },
      close: () => ending.abort(),
    };
  };
