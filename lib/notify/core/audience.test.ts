import { expect, it } from "vitest";
import { newId, type GroupId, type PersonId } from "../../platform/ids";
import { audience, type RoomFacts } from "./audience";

const [ada, ben, cleo, stranger] = [newId<PersonId>(), newId<PersonId>(), newId<PersonId>(), newId<PersonId>()];
const members = [ada, ben, cleo];
const room = (over: Partial<RoomFacts> = {}): RoomFacts => ({
  kind: "channel",
  isMember: (person) => members.includes(person),
  members: () => members,
  wants: new Map(),
  followers: () => [],
  ...over,
});
const told = (body: string, over: Partial<RoomFacts> = {}, thread: number | null = null) => [
  ...audience({ author: ada, body, thread }, room(over)),
];
const plain = { mentioned: false, followed: false, everybody: null };

it("tells nobody of a plain message in a channel, and the others between few people", () => {
  expect(told("hello")).toEqual([]);
  expect(told("hello", { kind: "dm" })).toEqual([
    [ben, plain],
    [cleo, plain],
  ]);
});

it("tells who is mentioned, of members only, never the author", () => {
  expect(told(`<@${ben}> <@${stranger}> <@${ada}>`)).toEqual([[ben, { ...plain, mentioned: true }]]);
  expect(told("<!room>").map(([person, { everybody }]) => [person, everybody])).toEqual([
    [ben, "room"],
    [cleo, "room"],
  ]);
  expect(told("<!here>")[0]?.[1].everybody).toBe("here");
});

it("tells whom a mentioned group stood for, while they are in the room", () => {
  const groups = [{ id: newId<GroupId>(), handle: "crew", people: [ada, cleo, stranger] }];
  const body = `<@&${groups[0]?.id ?? ""}>`;
  expect([...audience({ author: ada, body, thread: null, groups }, room())]).toEqual([
    [cleo, { ...plain, mentioned: true }],
  ]);
  expect(told(body)).toEqual([]);
});

it("tells who asked for everything, for a word, or follows the thread", () => {
  const wants = new Map([
    [ben, { all: true, keywords: [] }],
    [cleo, { all: false, keywords: ["deploy"] }],
    [stranger, { all: true, keywords: [] }],
  ]);
  expect(told("hello", { wants }).map(([person]) => person)).toEqual([ben]);
  expect(told("Deploy now", { wants }).map(([person]) => person)).toEqual([ben, cleo]);
  const followers = (root: number) => (root === 3 ? [cleo, ada] : []);
  expect(told("reply", { followers }, 3)).toEqual([[cleo, { ...plain, followed: true }]]);
  expect(told("reply", { followers }, 4)).toEqual([]);
});
