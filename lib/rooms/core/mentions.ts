/** Whom a message calls, read from the same tree that is shown: what looks like a mention is one, and nothing else is. */
import type { PersonId, RoomId } from "../../platform/ids";
import { parseMarkdown } from "./markdown";
import { eachInline } from "./markdown-nodes";

export interface Mentions {
  people: PersonId[];
  room: boolean;
  here: boolean;
}

/** Tokens as they stand in a stored message. */
export const mentionToken = {
  person: (id: PersonId) => `<@${id}>`,
  room: (id: RoomId) => `<#${id}>`,
  everyone: (who: "room" | "here") => `<!${who}>`,
};

const SOME_TOKEN = /<(?:@[0-9a-f]|!(?:room|here)>)/;

/** The people a message mentions, each once, and whether it calls the room or who is here. Code mentions nobody. */
export function mentionsOf(body: string): Mentions {
  const found: Mentions = { people: [], room: false, here: false };
  // Most messages mention nobody and need no parsing.
  if (!SOME_TOKEN.test(body)) return found;
  const people = new Set<PersonId>();
  eachInline(parseMarkdown(body), (node) => {
    if (node.kind === "person") people.add(node.id as PersonId);
    else if (node.kind === "everyone") found[node.who] = true;
  });
  return { ...found, people: [...people] };
}

/** The name that stands for everybody where mentioned people are stored. */
export const EVERYBODY = "*";

/** Who is mentioned, as it is stored: people, and `*` for everybody. */
export function mentionedBy(body: string): string[] {
  const { people, room, here } = mentionsOf(body);
  return room || here ? [...people, EVERYBODY] : people;
}
