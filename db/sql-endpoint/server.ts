import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { execute } from "./execute";
import { openPools, type Pools } from "./pools";
import { parseRequest } from "./request";

export interface SqlEndpointOptions {
  /** Loopback port; 0 or none: a free one. */
  port?: number;
  /** Larger bodies are refused. */
  bodyBytesMax?: number;
  /** Connections to Postgres for each login. */
  connectionsMax?: number;
  /** Which databases may be reached through this endpoint. By default those on this machine. */
  allows?: (target: URL) => boolean;
}

export interface SqlEndpoint {
  /** What goes into SQL_ENDPOINT. */
  url: string;
  close(): Promise<void>;
}

/**
 * Stands in for Neon's HTTP `/sql` in front of any Postgres, so that the product talks to a local database the way it
 * talks to Neon. Listens on loopback only; whoever calls must bring a login of the database.
 */
export async function startSqlEndpoint(options: SqlEndpointOptions = {}): Promise<SqlEndpoint> {
  const { port = 0, bodyBytesMax = 16_777_216, connectionsMax = 12, allows = isOnThisMachine } = options;
  const pools = openPools(connectionsMax);
  const server = createServer((request, response) => {
    void answer(request, response, { pools, bodyBytesMax, allows });
  });
  // The runtime keeps its connections to us open; a short limit would race with its next request.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        new Error(
          error.code === "EADDRINUSE" ? `Port ${port} is taken: the SQL endpoint cannot listen there.` : error.message,
        ),
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actual}/sql`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const force = setTimeout(() => server.closeAllConnections(), 2_000);
      await closed;
      clearTimeout(force);
      await pools.close();
    },
  };
}

interface Needs {
  pools: Pools;
  bodyBytesMax: number;
  allows: (target: URL) => boolean;
}

async function answer(request: IncomingMessage, response: ServerResponse, needs: Needs): Promise<void> {
  const header = (name: string) => request.headers[name]?.toString();
  // A page in a browser may be made to resolve its own name to this machine: only our own names are served.
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(header("host") ?? ""))
    return plain(response, 403, "Not for this host.");
  if (request.method !== "POST" || request.url !== "/sql") return plain(response, 404, "There is only POST /sql.");
  const target = parseTarget(header("neon-connection-string"));
  if (!target || !needs.allows(target)) return plain(response, 403, "This database is not served here.");
  const body = await readBody(request, needs.bodyBytesMax);
  if (body === null) return plain(response, 413, `A request has at most ${needs.bodyBytesMax} bytes.`);
  const parsed = parseRequest(parseJson(body), header);
  if (!parsed)
    return json(response, 400, { message: "The request is not of the form { query, params } or { queries }." });
  try {
    json(response, 200, await execute(needs.pools.of(target.href), parsed));
  } catch (error) {
    if (error instanceof pg.DatabaseError) return json(response, 400, shapeError(error));
    plain(response, 503, "Postgres does not answer.");
  }
}

/** The login without the driver's own additions, so that it names one pool. */
function parseTarget(text: string | undefined): URL | null {
  if (text === undefined || !URL.canParse(text)) return null;
  const url = new URL(text);
  url.searchParams.delete("application_name");
  return /^postgres(?:ql)?:$/.test(url.protocol) && url.username && url.pathname.length > 1 ? url : null;
}

function isOnThisMachine({ hostname }: URL): boolean {
  return hostname === "127.0.0.1" || hostname === "localhost" || hostname === "[::1]";
}

async function readBody(request: IncomingMessage, bytesMax: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bytesMax) return null;
      chunks.push(chunk);
    }
  } catch {
    // The caller hung up in the middle: there is nobody to answer.
    return "";
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const ERROR_FIELDS = [
  "severity",
  "code",
  "detail",
  "hint",
  "position",
  "internalPosition",
  "internalQuery",
  "where",
  "schema",
  "table",
  "column",
  "dataType",
  "constraint",
  "file",
  "line",
  "routine",
] as const;

function shapeError(error: pg.DatabaseError): Record<string, string | undefined> {
  return { message: error.message, ...Object.fromEntries(ERROR_FIELDS.map((name) => [name, error[name]])) };
}

function json(response: ServerResponse, status: number, body: object): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { "content-type": "application/json", "content-length": bytes.length });
  response.end(bytes);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    ...(status === 413 ? { connection: "close" } : {}),
  });
  response.end(text);
}
