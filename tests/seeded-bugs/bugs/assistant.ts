/** The assistant on a tenant's own site: its documents, its guard, its conversations. */
import type { SeededBug } from "../seeded-bug";

export const ASSISTANT_BUGS: readonly SeededBug[] = [
  {
    breaks: "BOT-05",
    what: "a placeholder that somebody wrote reads the vault",
    file: "lib/guard/core/redact.ts",
    find: "text.replace(PLACEHOLDER, (literal) => book.placeholder(LITERAL, literal))",
    replace: "text",
    project: "unit",
    tests: ["lib/guard/core/redact.test.ts"],
  },
  {
    breaks: "BOT-05",
    what: "a comment reaches Postgres as it was written",
    file: "durable-objects/visit/talk.ts",
    find: "{ comment: said.text }",
    replace: "{ comment: comment ?? said.text }",
    project: "workers",
    tests: ["durable-objects/visit/turn.worker.test.ts"],
  },
  {
    breaks: "BOT-06",
    what: "what a link left behind grows together with what follows",
    file: "lib/guard/core/link-marks.ts",
    find: "`${GUARD}${words}${GUARD}`",
    replace: "words",
    project: "unit",
    tests: ["lib/guard/core/filter-links.test.ts"],
  },
  {
    breaks: "BOT-06",
    what: "the system text may be copied at any length",
    file: "lib/guard/core/copy-watch.ts",
    find: "const COPY_WORDS = 12;",
    replace: "const COPY_WORDS = 1_000;",
    project: "unit",
    tests: ["lib/guard/core/canary.test.ts"],
  },
  {
    breaks: "BOT-07",
    what: "the beginning of a refused phrase is shown",
    file: "lib/guard/core/held-words.ts",
    find: 'return verdict ? "" : release(safeLength(held, lists));',
    replace: 'return verdict ? "" : release(held.length);',
    project: "unit",
    tests: ["lib/guard/core/judge.test.ts"],
  },
];
