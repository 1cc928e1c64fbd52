/** The driver's side of Neon's HTTP contract: headers and body of POST /sql, parsed once. */
export interface Statement {
  query: string;
  params: readonly (string | null)[];
}

export type SqlRequest =
  | { kind: "single"; statement: Statement }
  | { kind: "batch"; begin: string; statements: Statement[] };

const STATEMENTS_MAX = 1_024;

const ISOLATION: Readonly<Record<string, string>> = {
  ReadUncommitted: "READ UNCOMMITTED",
  ReadCommitted: "READ COMMITTED",
  RepeatableRead: "REPEATABLE READ",
  Serializable: "SERIALIZABLE",
};

/** Reads one header, whatever the server calls it. */
export type ReadHeader = (name: string) => string | undefined;

/** @returns null when the body or a header is none of the contract's. */
export function parseRequest(body: unknown, header: ReadHeader): SqlRequest | null {
  if (!isRecord(body)) return null;
  if (!("queries" in body)) {
    const statement = parseStatement(body);
    return statement && { kind: "single", statement };
  }
  const { queries } = body;
  if (!Array.isArray(queries) || queries.length > STATEMENTS_MAX) return null;
  const begin = parseBegin(header);
  const statements = queries.map(parseStatement);
  if (begin === null || statements.includes(null)) return null;
  return { kind: "batch", begin, statements: statements.filter((statement) => statement !== null) };
}

function parseBegin(header: ReadHeader): string | null {
  const isolation = header("neon-batch-isolation-level");
  const level = isolation === undefined ? "" : ISOLATION[isolation];
  if (level === undefined) return null;
  return [
    "BEGIN",
    level && `ISOLATION LEVEL ${level}`,
    header("neon-batch-read-only") === "true" ? "READ ONLY" : "",
    header("neon-batch-deferrable") === "true" ? "DEFERRABLE" : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function parseStatement(value: unknown): Statement | null {
  if (!isRecord(value)) return null;
  const { query, params = [] } = value;
  if (typeof query !== "string" || !Array.isArray(params)) return null;
  const texts = params.map(asText);
  return texts.includes(undefined) ? null : { query, params: texts.filter((text) => text !== undefined) };
}

/** The driver sends text, numbers and booleans as they are; Postgres takes all of them as text. */
function asText(param: unknown): string | null | undefined {
  if (param === null || typeof param === "string") return param;
  if (typeof param === "number" || typeof param === "boolean") return String(param);
  return typeof param === "object" ? JSON.stringify(param) : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
