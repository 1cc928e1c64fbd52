import { expect, it } from "vitest";
import type { GroupId, PersonId } from "../../platform/ids";
import { absentOf } from "./absent";

const people = (...names: string[]) => names as PersonId[];
const CREW = "crew" as GroupId;
const known = {
  peopleOf: (group: GroupId) => (group === CREW ? people("ada", "bo", "cy", "gone") : []),
  isActive: (person: PersonId) => person !== "gone",
};

it("names who is called and not here, by name or through a group, each once", () => {
  const called = { people: people("cy", "dee", "gone"), groups: [CREW, "nobodys" as GroupId] };
  expect(absentOf(called, people("ada", "dee"), known)).toEqual(["cy", "gone", "bo"]);
});

it("leaves out people of a group who can no longer be told, and finds nobody where all are here", () => {
  expect(absentOf({ people: [], groups: [CREW] }, people("ada", "bo"), known)).toEqual(["cy"]);
  expect(absentOf({ people: people("ada"), groups: [CREW] }, people("ada", "bo", "cy"), known)).toEqual([]);
});
