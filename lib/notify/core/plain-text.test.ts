import { expect, it } from "vitest";
import { newId, type PersonId } from "../../platform/ids";
import { peopleIn, plainText } from "./plain-text";

it("shows names, one line, no marks", () => {
  const ada = newId<PersonId>();
  const body = `<@${ada}> look:\n\`\`\`ts\nconst x = 1\n\`\`\` *now* <!here>`;
  expect(plainText(body, () => "Ada")).toBe("@Ada look: const x = 1 now @here");
  expect(peopleIn(body)).toEqual([ada]);
});

it("shows no ids of rooms and groups", () => {
  expect(plainText(`<#${newId()}> <@&${newId()}>`, () => "")).toBe("# @");
  expect(peopleIn(`<@&${newId()}>`)).toEqual([]);
});

it("cuts between characters", () => {
  expect(plainText("👋".repeat(10), () => "", 4)).toBe("👋👋👋…");
});
