import { expect, it } from "vitest";
import { newId } from "../../platform/ids";
import { mentionsOf } from "./mentions";

it("finds each person once, the room and who is here", () => {
  const [ada, ben] = [newId(), newId()];
  expect(mentionsOf(`<@${ada}> and <@${ben}>, <@${ada}> <!room>`)).toEqual({
    people: [ada, ben],
    room: true,
    here: false,
  });
  expect(mentionsOf("<!here>")).toEqual({ people: [], room: false, here: true });
});

it("finds nobody in code", () => {
  const ada = newId();
  expect(mentionsOf(`\`<@${ada}>\` and\n\`\`\`\n<!room>\n\`\`\``)).toEqual({ people: [], room: false, here: false });
});
