import pg from "pg";
import type { SqlRequest, Statement } from "./request";

/** What the driver reads of a result. */
export interface SqlResult {
  command: string;
  rowCount: number | null;
  rowAsArray: true;
  fields: {
    name: string;
    dataTypeID: number;
    tableID: number;
    columnID: number;
    dataTypeSize: number;
    dataTypeModifier: number;
    format: string;
  }[];
  rows: (string | null)[][];
}

/**
 * Runs a request on a connection of its own: one statement, or a batch that happens wholly or not at all.
 * @throws pg.DatabaseError of the first statement that failed.
 */
export async function execute(pool: pg.Pool, request: SqlRequest): Promise<SqlResult | { results: SqlResult[] }> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const noteBroken = (error: Error) => (broken = error);
  client.on("error", noteBroken);
  try {
    if (request.kind === "single") return await send(client, request.statement);
    return { results: await sendBatch(client, request.begin, request.statements) };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.severity === "FATAL")
      broken = error instanceof Error ? error : new Error("The connection failed.");
    throw error;
  } finally {
    client.off("error", noteBroken);
    client.release(broken);
  }
}

/**
 * Everything is written at once. When a statement fails Postgres ignores the ones behind it, and takes the COMMIT as the
 * ROLLBACK it then is, so the connection comes back clean in either case.
 */
async function sendBatch(client: pg.PoolClient, begin: string, statements: readonly Statement[]): Promise<SqlResult[]> {
  const sent = [
    client.query(begin),
    ...statements.map((statement) => send(client, statement)),
    client.query("COMMIT"),
  ] as const;
  const settled = await Promise.allSettled(sent);
  const failed = settled.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
  const results = settled.map((one) => (one.status === "fulfilled" ? one.value : null));
  return results.slice(1, -1) as SqlResult[];
}

/** Always the extended protocol: the simple one would run "a; b" as two statements, which Neon refuses. */
async function send(client: pg.PoolClient, { query, params }: Statement): Promise<SqlResult> {
  const config = { text: query, values: [...params], rowMode: "array" as const, queryMode: "extended" };
  const { command, rowCount, fields, rows } = await client.query<(string | null)[]>(config);
  return { command, rowCount, rowAsArray: true, fields, rows };
}
