/** docs/reference/room-protocol.md must name every frame, event, close code and limit, with the right values. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  CLOSE,
  inboxFrame,
  type InboxServerFrame,
  LIMITS,
  PING,
  PONG,
  PRESENCE_STATES,
  PROTOCOL_VERSION,
  roomFrame,
  type RoomEventType,
  type RoomServerFrame,
  SUBPROTOCOL,
} from "./protocol";

const text = readFileSync(new URL("../../docs/reference/room-protocol.md", import.meta.url), "utf8");

/** First columns of the first table after a heading, without the code marks. */
function table(heading: string): string[][] {
  const [, after = ""] = text.split(`${heading}\n`);
  const lines = after.split("\n");
  const start = lines.findIndex((line) => line.startsWith("|"));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith("|"));
  return lines.slice(start + 2, end).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("`", "")),
  );
}

/** A list that must name every member of a union: one missing or too many does not compile. */
const all = <T extends string>(names: Record<T, true>): string[] => Object.keys(names);

const EVENTS = all<RoomEventType>({
  "room.created": true,
  "room.renamed": true,
  "room.topic": true,
  "room.archived": true,
  "member.joined": true,
  "member.left": true,
  "member.role": true,
  "message.created": true,
  "message.edited": true,
  "message.deleted": true,
  "message.pinned": true,
  "message.previewed": true,
  "reaction.set": true,
});
const ROOM_FRAMES = all<Exclude<RoomServerFrame["type"], RoomEventType>>({
  welcome: true,
  ack: true,
  rejected: true,
  typing: true,
  cursor: true,
  thread: true,
  you: true,
  lagging: true,
});
const INBOX_FRAMES = all<InboxServerFrame["type"]>({
  "inbox.welcome": true,
  "room.upsert": true,
  "room.gone": true,
  you: true,
  presence: true,
  "later.item": true,
  "later.gone": true,
  notify: true,
  "notify.settings": true,
  rejected: true,
});

const first = (rows: string[][]) => rows.map(([cell = ""]) => cell);
const fieldsOf = (cell: string) => cell.split(",").map((field) => field.replace(/\(.*\)|\?/g, "").trim());

it("lists every close code", () => {
  expect(table("### Close codes").map(([code, name]) => [name, Number(code)])).toEqual(Object.entries(CLOSE));
});

it("lists every limit with its value", () => {
  expect(table("## Limits").map(([name, value]) => [name, Number(value)])).toEqual(Object.entries(LIMITS));
});

it("lists every event", () => {
  expect(first(table("### The log"))).toEqual(EVENTS);
});

it.each([
  ["### Client to room", roomFrame],
  ["### Client to inbox", inboxFrame],
] as const)("%s: every frame with every field", (heading, schema) => {
  const documented = table(heading).map(([type, fields = ""]) => [type, ...fieldsOf(fields)]);
  const defined = schema.def.options.map(({ def: { shape } }) => {
    const { type, ...fields } = shape;
    return [type.def.values[0], ...Object.keys(fields)];
  });
  expect(documented).toEqual(defined);
});

it("lists every frame of the server", () => {
  expect(first(table("### Room to client")).filter((name) => name !== "an event")).toEqual(ROOM_FRAMES);
  expect(first(table("### Inbox to client"))).toEqual(INBOX_FRAMES);
});

it("names version, subprotocol, liveness and presence states as they are", () => {
  expect(text).toContain(`version ${PROTOCOL_VERSION}`);
  expect(text).toContain(`\`${SUBPROTOCOL}\``);
  expect(text).toContain(`bare text \`${PING}\``);
  expect(text).toContain(`bare text \`${PONG}\``);
  for (const state of PRESENCE_STATES) expect(text).toContain(`\`${state}\``);
});
