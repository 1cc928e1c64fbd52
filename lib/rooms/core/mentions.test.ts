import { expect, it } from "vitest";
import type { GroupId, PersonId } from "../../platform/ids";
import { mayMentionGroup, mentionedBy, mentionsOf } from "./mentions";

const ADA = "0190aaaa-0000-7000-8000-000000000001";
const BO = "0190aaaa-0000-7000-8000-000000000002";

it("finds each person once, the room and who is here", () => {
  expect(mentionsOf(`Hi <@${ADA}> and **<@${BO}>**, again <@${ADA}>`)).toEqual({
    people: [ADA, BO],
    groups: [],
    room: false,
    here: false,
  });
  expect(mentionsOf("> <!here>\n\n- <!room>")).toEqual({ people: [], groups: [], room: true, here: true });
});

it.each([
  ["a code span", `\`<@${ADA}> <!room>\``],
  ["a fenced block", `\`\`\`\n<@${ADA}> <!here>\n\`\`\``],
  ["a fence that never closes", `\`\`\`\n<@${ADA}>`],
  ["an escaped sign", `\\<@${ADA}>`],
  ["an id in capitals", `<@${ADA.toUpperCase()}>`],
  ["something else than an id", "<@ada> <!everyone> <!room"],
  ["a link's target", `[x](http://a.example/<@${ADA}>)`],
])("mentions nobody in %s", (_, body) => {
  expect(mentionsOf(body)).toEqual({ people: [], groups: [], room: false, here: false });
});

it("mentions in list, table, heading and link text", () => {
  expect(mentionsOf(`| a |\n|---|\n| <@${ADA}> |`).people).toEqual([ADA]);
  expect(mentionsOf(`# <@${ADA}>`).people).toEqual([ADA]);
  expect(mentionsOf(`[see <@${ADA}>](https://a.example)`).people).toEqual([ADA]);
});

it("finds groups, and counts whom they stood for when the message was written", () => {
  const body = `<@&${BO}> and <@${ADA}>, \`<@&${ADA}>\``;
  expect(mentionsOf(body)).toEqual({ people: [ADA], groups: [BO], room: false, here: false });
  expect(mayMentionGroup(body)).toBe(true);
  expect(mayMentionGroup(`<@${ADA}> &`)).toBe(false);
  const people = [ADA, "zoe"] as PersonId[];
  expect(mentionedBy({ body, groups: [{ id: BO as GroupId, handle: "b", people }] })).toEqual([ADA, "zoe"]);
  expect(mentionedBy({ body })).toEqual([ADA]);
  expect(mentionedBy({ body: "<!room>", groups: [{ id: BO as GroupId, handle: "b", people }] })).toContain("*");
});
