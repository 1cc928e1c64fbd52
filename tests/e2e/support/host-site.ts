import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A site of somebody else: its own origin, its own policy, its own ideas about style. */
export interface HostSite {
  /** By the machine's other name: a browser takes it for another site than the product. */
  origin: string;
  stop(): Promise<void>;
}

export interface HostPage {
  head?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** Serves `pages` by path until it is stopped. */
export async function startHost(pages: Readonly<Record<string, HostPage>>, line: () => string): Promise<HostSite> {
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url ?? "/", "http://host.test").pathname];
    response.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8", ...page?.headers });
    response.end(
      page &&
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Somebody's site</title><meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">${page.head ?? ""}${line()}</head><body><main><h1>Somebody's site</h1>${page.body ?? ""}<p>Words of its own.</p></main></body></html>`,
    );
  });
  await new Promise<void>((done) => server.listen(0, "localhost", done));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
