import { createServer, type Server } from "node:http";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { EMBED_ASSETS } from "@/lib/assistant/core/embed-assets";
import { demoSite } from "@/lib/assistant/core/demo-site";
import { embedPage } from "@/lib/assistant/core/embed-page";
import type { ServerFrame, VisitorFrame, VisitorMessage } from "@/lib/assistant/protocol";
import type { EmbedConfig } from "@/lib/projects/protocol";
import { type Delta, Deltas } from "../../durable-objects/visit/deltas";

const TYPES: Record<string, string> = { js: "text/javascript", css: "text/css" };
const NONCE = "panel-bench";

/** Answers a question, a text every 5 ms. Those that come within `joinMs` are one delta; with 0 each is its own. */
export type Script = (question: string) => {
  deltas: readonly string[];
  citations: VisitorMessage["citations"];
  joinMs: number;
};

/** The least that could show the same: each text into one paragraph that is scrolled, a layout for each picture. */
const PLAIN = `<!doctype html><title>Plain</title><body style="height:400px;overflow:auto"><p></p>
<button>Tell me all</button><script>
const [say, to] = [document.querySelector("button"), document.querySelector("p")];
say.onclick = () => {
  const socket = new WebSocket(location.origin.replace("http", "ws"), ["parlor.visitor.v1"]);
  socket.onopen = () => socket.send(JSON.stringify({ type: "message", id: "1", text: "plain" }));
  let isDue = false;
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    if (frame.type === "delta") to.textContent += frame.text;
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => { isDue = false; document.body.scrollTop = 1e9; });
  };
};
</script>`;

/** The built loader and panel without the product: pages, and a conversation that says what `script` has. */
export async function servePanel(
  root: string,
  config: EmbedConfig,
  script: Script,
  onAnswered: () => void,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server: Server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://panel.test");
    const origin = `http://${request.headers.host ?? ""}`;
    const file = /^\/embed(?:\.js|\/1-.*\.(?:js|css))$/.test(pathname) ? join(root, "public", pathname) : null;
    if (pathname === "/plain") return void response.writeHead(200, { "content-type": "text/html" }).end(PLAIN);
    const page = file ? null : pageFor(pathname, origin, config);
    if (file) {
      const type = TYPES[pathname.split(".").at(-1) ?? ""] ?? "text/plain";
      response.writeHead(200, { "content-type": type, "cross-origin-resource-policy": "cross-origin" });
      response.end(readFileSync(file));
    } else if (page) {
      response.writeHead(200, page.headers).end(page.html);
    } else if (pathname.endsWith("/session")) {
      response.writeHead(200, { "content-type": "application/json" });
      const visitor = { name: null, anonymous: true };
      response.end(JSON.stringify({ conversation: "c", session: "s", ticket: "t", visitor, restored: false }));
    } else response.writeHead(404).end();
  });
  const sockets = new WebSocketServer({ server, handleProtocols: () => "parlor.visitor.v1" });
  sockets.on("connection", (socket) => {
    const messages: VisitorMessage[] = [];
    const tell = (frame: ServerFrame) => socket.send(JSON.stringify(frame));
    const base = { state: "complete" as const, citations: [], at: Date.now() };
    socket.on("message", (data) => {
      const frame = JSON.parse(String(data)) as VisitorFrame;
      if (frame.type === "ping") tell({ type: "pong" });
      if (frame.type === "init") tell({ type: "ready", head: 0, messages, earlier: false, running: null });
      if (frame.type !== "message") return;
      const seq = messages.length + 1;
      const asked: VisitorMessage = { ...base, seq, turn: seq, role: "visitor", text: frame.text, id: frame.id };
      const answer: VisitorMessage = {
        ...base,
        seq: seq + 1,
        turn: seq,
        role: "assistant",
        text: "",
        state: "running",
      };
      messages.push(asked, answer);
      tell({ type: "message", message: asked });
      tell({ type: "message", message: answer });
      const { deltas, citations, joinMs } = script(frame.text);
      const joined = new Deltas(joinMs, (delta: Delta) => tell({ type: "delta", seq: answer.seq, ...delta }));
      let at = 0;
      const next = (each: number): void => {
        const text = deltas[each];
        if (text === undefined) {
          joined.drop();
          tell({ type: "message", message: { ...answer, text: deltas.join(""), state: "complete", citations } });
          return onAnswered();
        }
        joined.add({ at, text });
        at += text.length;
        setTimeout(next, 5, each + 1);
      };
      setTimeout(next, 200, 0);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const stop = () => {
    sockets.close();
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
    return new Promise<void>((done) => server.close(() => done()));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

function pageFor(pathname: string, origin: string, config: EmbedConfig) {
  if (pathname.startsWith("/demo")) return demoSite(pathname, { publicKey: config.project, nonce: NONCE });
  if (pathname !== `/embed/${config.project}`) return null;
  return embedPage({ config, assets: EMBED_ASSETS, nonce: NONCE, origin });
}
