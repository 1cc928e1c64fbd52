/** Whom a message calls, read from the same tree that is shown: what looks like a mention is one, and nothing else is. */
import type { GroupId, PersonId, RoomId } from "../../platform/ids";
import type { MentionedGroup } from "../protocol";
import { parseMarkdown } from "./markdown";
import { eachInline } from "./markdown-nodes";

export interface Mentions {
  people: PersonId[];
  groups: GroupId[];
  room: boolean;
  here: boolean;
}

/** Tokens as they stand in a stored message. */
export const mentionToken = {
  person: (id: PersonId) => `<@${id}>`,
  group: (id: GroupId) => `<@&${id}>`,
  room: (id: RoomId) => `<#${id}>`,
  everyone: (who: "room" | "here") => `<!${who}>`,
};

const SOME_TOKEN = /<(?:@&?[0-9a-f]|!(?:room|here)>)/;
const SOME_GROUP = /<@&[0-9a-f]/;

/** Whether a text may mention a group: most do not, and need no further look. */
export function mayMentionGroup(body: string): boolean {
  return SOME_GROUP.test(body);
}

/** The people and groups a message mentions, each once, and whether it calls the room or who is here. Code mentions nobody. */
export function mentionsOf(body: string): Mentions {
  const found: Mentions = { people: [], groups: [], room: false, here: false };
  // Most messages mention nobody and need no parsing.
  if (!SOME_TOKEN.test(body)) return found;
  const people = new Set<PersonId>();
  const groups = new Set<GroupId>();
  eachInline(parseMarkdown(body), (node) => {
    if (node.kind === "person") people.add(node.id as PersonId);
    else if (node.kind === "group") groups.add(node.id as GroupId);
    else if (node.kind === "everyone") found[node.who] = true;
  });
  return { ...found, people: [...people], groups: [...groups] };
}

/** The name that stands for everybody where mentioned people are stored. */
export const EVERYBODY = "*";

/**
 * Who is mentioned, as it is stored: people, and `*` for everybody. Whom a group stood for was decided when the message
 * was written and is part of its event, so that every device and every replay counts the same.
 */
export function mentionedBy({ body, groups = [] }: { body: string; groups?: readonly MentionedGroup[] }): string[] {
  const { people, room, here } = mentionsOf(body);
  const all = new Set<string>([...people, ...groups.flatMap((group) => group.people)]);
  if (room || here) all.add(EVERYBODY);
  return [...all];
}
