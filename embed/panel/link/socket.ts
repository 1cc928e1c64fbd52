import { readFrame, type OpenWire } from "./wire";

/** lib/assistant/protocol.ts has the same two: the panel takes types only from there. */
export const PROTOCOL = 1;
const SUBPROTOCOL = "parlor.visitor.v1";

const BEAT_MS = 25_000;
const SILENCE_MS = 10_000;
const OPEN_WITHIN_MS = 10_000;
/** Of our own: what was open says nothing any more. */
const SILENT = 4_900;

/** The WebSocket, with a heartbeat: a connection that swallows everything looks open to the browser. */
export const openSocket: OpenWire = (grant, resume, events) => {
  const { protocol, host } = location;
  const address = `${protocol === "https:" ? "wss:" : "ws:"}//${host}/socket/${grant.conversation}?v=${PROTOCOL}`;
  const socket = new WebSocket(address, [SUBPROTOCOL, `ticket.${grant.ticket}`]);
  let wasOpen = false;
  let ended = false;
  let heardAtMs = 0;
  let watch: ReturnType<typeof setTimeout>;

  const end = (code: number) => {
    if (ended) return;
    ended = true;
    clearTimeout(watch);
    socket.close();
    events.onClose(code, wasOpen);
  };
  // One timer that looks when something came last: to set one anew for each token costs as much as reading it.
  const beat = () => {
    const leftMs = heardAtMs + BEAT_MS - performance.now();
    if (leftMs > 0) {
      watch = setTimeout(beat, leftMs);
      return;
    }
    const askedAtMs = performance.now();
    socket.send('{"type":"ping"}');
    watch = setTimeout(() => (heardAtMs < askedAtMs ? end(SILENT) : beat()), SILENCE_MS);
  };
  watch = setTimeout(() => end(SILENT), OPEN_WITHIN_MS);

  socket.onopen = () => {
    clearTimeout(watch);
    heardAtMs = performance.now();
    beat();
    socket.send(JSON.stringify({ type: "init", v: PROTOCOL, ...resume }));
  };
  socket.onmessage = ({ data }) => {
    if (ended) return;
    wasOpen = true;
    heardAtMs = performance.now();
    const frame = readFrame(data);
    if (frame) events.onFrame(frame);
  };
  socket.onclose = ({ code }) => end(code);
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    close: () => {
      ended = true;
      clearTimeout(watch);
      socket.close(1000);
    },
  };
};
