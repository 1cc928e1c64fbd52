/** Peer: socket.io on Node, WebSocket transport only, a room, nothing stored. `tsx bench/rooms/peers/socket-io.ts PORT` */
import { createServer } from "node:http";
import { Server } from "socket.io";

const seqs = new Map<string, number>();
const http = createServer((_request, response) => response.end("ok"));
const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false, serveClient: false });
io.on("connection", async (socket) => {
  const room = String(socket.handshake.query["room"]);
  const author = String(socket.handshake.query["person"]);
  await socket.join(room);
  socket.on("m", ({ clientId, body }: { clientId: string; body: string }) => {
    const seq = (seqs.get(room) ?? 0) + 1;
    seqs.set(room, seq);
    io.to(room).emit("m", { type: "message.created", seq, at: Date.now(), author, clientId, body });
  });
  socket.emit("joined");
});
http.listen(Number(process.argv[2]), "127.0.0.1", () => process.send?.("ready"));
// Ends with the benchmark that started it, however that ends.
process.once("disconnect", () => process.exit());
