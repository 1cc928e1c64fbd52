import { describe, expect, it } from "vitest";
import { codeRanges, isInFence } from "./code-ranges";
import { labelFor, toBody, toWritten } from "./composer-text";
import { loadEmojiNames, withEmoji } from "./emoji-names";
import type { Names } from "./plain-text";

const ADA = "0190aaaa-0000-7000-8000-000000000001";
const BO = "0190aaaa-0000-7000-8000-000000000002";
const ROOM = "0190aaaa-0000-7000-8000-000000000003";
const GROUP = "0190aaaa-0000-7000-8000-000000000004";
const names: Names = {
  person: (id) => (id === ADA ? "Ada Lovelace" : id === BO ? "Ada" : "Somebody"),
  group: (id) => (id === GROUP ? "on-call" : "a former group"),
  room: (id) => (id === ROOM ? "general" : null),
};
const picks = [
  { label: "@Ada", token: `<@${BO}>` },
  { label: "@Ada Lovelace", token: `<@${ADA}>` },
  { label: "#general", token: `<#${ROOM}>` },
];

describe("what is sent", () => {
  it("has tokens where names were picked, the longest name first", () => {
    expect(toBody({ text: "@Ada Lovelace, @Ada: see #general.", picks })).toBe(`<@${ADA}>, <@${BO}>: see <#${ROOM}>.`);
  });

  it("calls nobody who was not picked, whose name was typed on, or who stands in code", () => {
    expect(toBody({ text: "@Grace and @Adaline and x@Ada", picks })).toBe("@Grace and @Adaline and x@Ada");
    expect(toBody({ text: "`@Ada` and\n```\n@Ada @room\n```\n@Ada", picks })).toBe(
      `\`@Ada\` and\n\`\`\`\n@Ada @room\n\`\`\`\n<@${BO}>`,
    );
  });

  it("calls the room by its plain word, but not in an address or another word", () => {
    expect(toBody({ text: "@room and (@here)", picks: [] })).toBe("<!room> and (<!here>)");
    const others = "@roommate a@here.example @room-1 https://a.example/@here";
    expect(toBody({ text: others, picks: [] })).toBe(others);
  });
});

describe("what comes back", () => {
  it("names groups, also those that are gone, and sends the same again", () => {
    const body = `<@&${GROUP}> and <@&${ADA}> or <@${ADA}>`;
    const written = toWritten(body, names);
    expect(written.text).toBe("@on-call and @a former group or @Ada Lovelace");
    expect(toBody(written)).toBe(body);
  });

  it("is what was sent, as names", () => {
    const body = `<@${ADA}> <@${BO}> <#${ROOM}> <!room> \`<@${ADA}>\``;
    const written = toWritten(body, names);
    expect(written.text).toBe(`@Ada Lovelace @Ada #general @room \`<@${ADA}>\``);
    expect(toBody(written)).toBe(body);
  });

  it("keeps a room without a name, and two people of one name apart", () => {
    expect(toWritten(`<#${BO}>`, names).text).toBe(`<#${BO}>`);
    const same: Names = { ...names, person: () => "Sam" };
    const written = toWritten(`<@${ADA}> <@${BO}> <@${ADA}>`, same);
    expect(written.text).toBe("@Sam @Sam (2) @Sam");
    expect(toBody(written)).toBe(`<@${ADA}> <@${BO}> <@${ADA}>`);
    expect(labelFor("@Sam", `<@${BO}>`, written.picks)).toBe("@Sam (2)");
  });
});

describe("code", () => {
  it("is found in spans and fences, closed or not", () => {
    expect(codeRanges("a `b` ``c`d`` e").map(([from, to]) => "a `b` ``c`d`` e".slice(from, to))).toEqual([
      "`b`",
      "``c`d``",
    ]);
    expect(codeRanges("x\n```js\ny")).toEqual([[2, 9]]);
    expect(isInFence("```\nx", 5)).toBe(true);
    expect(isInFence("```\nx\n```\n", 10)).toBe(false);
  });
});

describe("emoji by name", () => {
  it("become emoji outside of code, and only known ones", async () => {
    const known = await loadEmojiNames();
    expect(withEmoji(":tada: :no_such_thing: `:tada:` 10:30:45", known)).toBe("🎉 :no_such_thing: `:tada:` 10:30:45");
    expect(withEmoji(":heart:", known)).toBe("❤️");
  });
});
