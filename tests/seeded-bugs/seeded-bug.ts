/** A bug that the tests must find: one edit of the product, and the tests that say what breaks. */
export interface SeededBug {
  /** The requirement it breaks (REQUIREMENTS.md). */
  breaks: string;
  what: string;
  file: string;
  /** Occurs exactly once in the file. */
  find: string;
  replace: string;
  project: "unit" | "workers" | "db";
  /** Test files of that project that must fail. */
  tests: readonly string[];
}
