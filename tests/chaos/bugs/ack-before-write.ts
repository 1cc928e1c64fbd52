import type { SeededBug } from "./index";

/** Acknowledges and broadcasts at once, and writes 40 ms later: what is acknowledged in between dies with the process. */
export const ackBeforeWrite: SeededBug = {
  name: "acknowledge before write",
  edits: [
    {
      file: "durable-objects/room/log.ts",
      replace: [
        {
          text: '    this.sql.exec(\n      "INSERT INTO events',
          by: '    writeLater(this.sql,\n      "INSERT INTO events',
        },
        {
          text: "/** An event in the log, with the text that is stored and sent. */",
          by: `function writeLater(sql: SqlStorage, query: string, ...values: SqlStorageValue[]): void {
  setTimeout(() => void sql.exec(query.replace("INSERT", "INSERT OR IGNORE"), ...values), 40);
}
`,
        },
      ],
    },
    {
      // What is not written yet cannot be pushed: without this the outbox would spin instead of losing.
      file: "durable-objects/room/outbox.ts",
      replace: [
        {
          text: "} while (this.flushed < this.goal);",
          by: "} while (this.flushed < this.goal && this.nextRows().length > 0);",
        },
      ],
    },
  ],
  mustFind: ["lost"],
};
