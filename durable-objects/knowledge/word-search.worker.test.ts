import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, it } from "vitest";
import { queryWords } from "@/lib/knowledge/core/words";
import { type DocumentId, newId } from "@/lib/platform/ids";
import type { OracleAnswer, OracleAsk } from "@/tests/support/fts-oracle";
import { documentOf, TestKnowledge } from "../testing/knowledge-client";
import { KNOWLEDGE_SCHEMA } from "./schema";
import { plainBm25, type Rows, searchWords } from "./word-search";

const oracle = (env as unknown as { FTS_ORACLE: Fetcher }).FTS_ORACLE;

const WORDS = (
  "return returns returned refund refunds parcel parcels delivery delivered warranty warranties bicycle frame price " +
  "prices café naïve Größe São order orders ordering the of and 30 days 2026 a-b PARLOR_LIMIT 返品 返金 配送"
).split(" ");

const word = fc.constantFrom(...WORDS);
const sentence = fc.array(word, { minLength: 1, maxLength: 30 }).map((words) => words.join(" "));
const document = fc
  .record({ title: word, heading: word, body: sentence, more: sentence })
  .map(({ title, heading, body, more }) => `# ${title}\n\n${body}.\n\n## ${heading}\n\n${more}.`);
/** A life of an index: documents come, are replaced, and go. */
const life = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ act: fc.constant("put" as const), at: fc.nat(14), source: document }) },
    {
      weight: 1,
      arbitrary: fc.record({ act: fc.constant("delete" as const), at: fc.nat(14), source: fc.constant("") }),
    },
  ),
  { minLength: 1, maxLength: 30 },
);
const questions = fc.array(
  fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(" ")),
  {
    minLength: 5,
    maxLength: 5,
  },
);

async function live(index: TestKnowledge, acts: readonly { act: "put" | "delete"; at: number; source: string }[]) {
  const ids = Array.from({ length: 15 }, () => newId<DocumentId>());
  for (const [version, { act, at, source }] of acts.entries()) {
    const id = ids[at] ?? newId<DocumentId>();
    if (act === "put") await index.put(documentOf(source, { id, version: version + 1 }));
    else await index.rpc.delete(index.tenantId, index.projectId, id);
  }
}

it("ranks and scores as Node's own FTS5 does over the same rows, whatever was there before", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(life, questions, async (acts, asked) => {
      const index = new TestKnowledge();
      await live(index, acts);
      const found = await runInDurableObject(index.stub, (_instance, state) => {
        const rows: Rows = <T>(query: string, ...values: (string | number | ArrayBuffer)[]) =>
          state.storage.sql.exec(query, ...values).toArray() as T[];
        // An index that was only ever told of deletions.
        const tables: OracleAsk["tables"] = {
          documents: rows("SELECT * FROM documents"),
          chunks: rows("SELECT * FROM chunks"),
          words: rows("SELECT rowid, title, headings, body FROM words"),
          grams: rows("SELECT rowid, body FROM grams"),
        };
        return {
          tables,
          plain: asked.map((query) => plainBm25(rows, query, 2_000)),
          whole: asked.map((query) => searchWords(rows, query, 50)),
        };
      });
      const expressions = asked.map((query) =>
        [...queryWords(query).written.values()].map((each) => `"${each}"`).join(" OR "),
      );
      const answer = await oracle.fetch("http://oracle/", {
        method: "POST",
        body: JSON.stringify({ schema: KNOWLEDGE_SCHEMA, tables: found.tables, expressions } satisfies OracleAsk),
      });
      const theirs = (await answer.json()) as OracleAnswer;
      for (const [at, mine] of found.plain.entries()) {
        const other = theirs[at] ?? [];
        expect(mine.map(({ chunk }) => chunk)).toEqual(other.map(({ chunk }) => chunk));
        for (const [place, { score }] of mine.entries()) expect(score).toBeCloseTo(other[place]?.score ?? NaN, 9);
        compared += mine.length;
        // What is added to BM25 finds no less than BM25 does.
        expect(found.whole[at]?.ranked.map(({ chunk }) => chunk)).toEqual(
          expect.arrayContaining(mine.map(({ chunk }) => chunk)),
        );
      }
    }),
    { numRuns: 60 },
  );
  expect(compared).toBeGreaterThan(500);
});
