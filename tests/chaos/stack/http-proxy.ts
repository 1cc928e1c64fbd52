/** Between the Worker and the SQL endpoint: delays answers, or drops them after Postgres has committed. */
import { createServer, request, type Server } from "node:http";

export interface SlowLane {
  url: string;
  /** Every answer waits this long. */
  delayMs: number;
  /** Part of the answers that never arrive although the statement was carried out. */
  dropped: number;
  close(): Promise<void>;
}

/** @param random decides which answers are dropped. */
export async function startSlowLane(port: number, target: string, random: () => number): Promise<SlowLane> {
  const to = new URL(target);
  const server: Server = createServer((incoming, outgoing) => {
    const drop = random() < lane.dropped;
    const onward = request(
      { host: to.hostname, port: to.port, path: incoming.url, method: incoming.method, headers: incoming.headers },
      (answer) => {
        if (drop) return void answer.resume().once("end", () => outgoing.destroy());
        const pass = () => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        };
        return lane.delayMs > 0 ? void setTimeout(pass, lane.delayMs) : pass();
      },
    );
    onward.once("error", () => outgoing.destroy());
    outgoing.once("close", () => {
      if (!outgoing.writableEnded) onward.destroy();
    });
    incoming.pipe(onward);
  });
  const lane: SlowLane = {
    url: new URL(to.pathname, `http://127.0.0.1:${port}`).href,
    delayMs: 0,
    dropped: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return lane;
}
