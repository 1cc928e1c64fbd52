/** What the person who runs the import is told, in one sentence. Anything else that is thrown is a bug. */
export class ImportProblem extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "ImportProblem";
  }
}
