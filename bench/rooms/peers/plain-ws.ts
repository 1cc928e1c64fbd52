/** Peer: `ws` on Node, broadcast to everyone in the room, nothing stored. `tsx bench/rooms/peers/plain-ws.ts PORT` */
import { WebSocket, WebSocketServer } from "ws";

interface Room {
  seq: number;
  sockets: Set<WebSocket>;
}
const rooms = new Map<string, Room>();

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), perMessageDeflate: false });
server.on("connection", (socket, request) => {
  const url = new URL(request.url ?? "/", "http://room");
  const author = url.searchParams.get("person") ?? "";
  const room = rooms.get(url.pathname) ?? { seq: 0, sockets: new Set<WebSocket>() };
  rooms.set(url.pathname, room);
  room.sockets.add(socket);
  socket.on("close", () => room.sockets.delete(socket));
  socket.on("message", (data: Buffer) => {
    const { clientId, body } = JSON.parse(data.toString()) as { clientId: string; body: string };
    room.seq += 1;
    const frame = JSON.stringify({ type: "message.created", seq: room.seq, at: Date.now(), author, clientId, body });
    for (const peer of room.sockets) if (peer.readyState === WebSocket.OPEN) peer.send(frame);
  });
});
server.on("listening", () => process.send?.("ready"));
// Ends with the benchmark that started it, however that ends.
process.once("disconnect", () => process.exit());
