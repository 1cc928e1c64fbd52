import type { SeededBug } from "./index";

/** A repeated client id makes a second message. */
export const noDedupe: SeededBug = {
  name: "no dedupe",
  edits: [
    {
      file: "lib/rooms/core/commands.ts",
      replace: [
        {
          text: "const original = log.original(person, command.clientId as ClientId);",
          by: "const original = null as ReturnType<typeof log.original>;",
        },
      ],
    },
    {
      file: "durable-objects/room/schema.ts",
      replace: [{ text: "  data TEXT NOT NULL,\n  UNIQUE (client_id, author)\n", by: "  data TEXT NOT NULL\n" }],
    },
  ],
  mustFind: ["duplicated"],
};
