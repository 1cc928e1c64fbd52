/** What Node's own SQLite says of the rows of an index: a second opinion for tests of the Workers runtime, which has none. */
import { DatabaseSync } from "node:sqlite";

/** Rows of an index as they are, by table, and MATCH expressions to ask them. */
export interface OracleAsk {
  /** What makes the tables. */
  schema: string;
  tables: Record<"documents" | "chunks" | "words" | "grams", Record<string, string | number | null>[]>;
  expressions: string[];
}

/** Of each expression: rows with their BM25, best first. */
export type OracleAnswer = { chunk: number; score: number }[][];

/** Answers `POST` of an `OracleAsk`. The index is made of these rows alone: it never knew another. */
export async function answerOracle(request: { json(): Promise<unknown> }): Promise<OracleAnswer> {
  const { schema, tables, expressions } = (await request.json()) as OracleAsk;
  const database = new DatabaseSync(":memory:");
  database.exec(schema);
  for (const [table, rows] of Object.entries(tables)) {
    for (const row of rows) {
      const names = Object.keys(row);
      const places = names.map(() => "?").join(", ");
      database.prepare(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${places})`).run(...Object.values(row));
    }
  }
  const ask = database.prepare(
    "SELECT rowid AS chunk, -bm25(words, 1.5, 2.0, 1.0) AS score FROM words WHERE words MATCH ? ORDER BY score DESC, rowid",
  );
  const answer = expressions.map((expression) => ask.all(expression) as unknown as OracleAnswer[number]);
  database.close();
  return answer;
}
