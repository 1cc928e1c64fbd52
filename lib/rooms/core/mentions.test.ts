import { expect, it } from "vitest";
import { mentionsOf } from "./mentions";

const ADA = "0190aaaa-0000-7000-8000-000000000001";
const BO = "0190aaaa-0000-7000-8000-000000000002";

it("finds each person once, the room and who is here", () => {
  expect(mentionsOf(`Hi <@${ADA}> and **<@${BO}>**, again <@${ADA}>`)).toEqual({
    people: [ADA, BO],
    room: false,
    here: false,
  });
  expect(mentionsOf("> <!here>\n\n- <!room>")).toEqual({ people: [], room: true, here: true });
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
  expect(mentionsOf(body)).toEqual({ people: [], room: false, here: false });
});

it("mentions in list, table, heading and link text", () => {
  expect(mentionsOf(`| a |\n|---|\n| <@${ADA}> |`).people).toEqual([ADA]);
  expect(mentionsOf(`# <@${ADA}>`).people).toEqual([ADA]);
  expect(mentionsOf(`[see <@${ADA}>](https://a.example)`).people).toEqual([ADA]);
});
