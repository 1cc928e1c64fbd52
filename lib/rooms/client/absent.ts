import type { GroupId, PersonId } from "../../platform/ids";
import type { Mentions } from "../core/mentions";

/**
 * Who is mentioned and not in the room, each once: first those called by name, then the people of groups. Of a group
 * only those who could be told at all count.
 */
export function absentOf(
  { people, groups }: Pick<Mentions, "people" | "groups">,
  members: readonly PersonId[],
  { peopleOf, isActive }: { peopleOf(group: GroupId): readonly PersonId[]; isActive(person: PersonId): boolean },
): PersonId[] {
  const here = new Set(members);
  const called = [...people, ...groups.flatMap((group) => peopleOf(group).filter(isActive))];
  return [...new Set(called)].filter((person) => !here.has(person));
}
