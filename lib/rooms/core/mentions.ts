/** Whom a message mentions. Stored text holds tokens: `<@person>`, `<!room>`, `<!here>`; code does not mention. */
import { isUuid, type PersonId } from "../../platform/ids";

export interface Mentions {
  people: PersonId[];
  room: boolean;
  here: boolean;
}

const TOKEN = /<@([0-9a-f-]{36})>|<!(room|here)>/g;
/** Fenced blocks, then spans; a fence or backtick that nothing closes begins no code. */
const CODE = /(^|\n)```[^\n]*\n[\s\S]*?\n```[^\n]*(?=\n|$)|`[^`\n]+`/g;

/** The people a message mentions, each once, and whether it calls the room or who is here. */
export function mentionsOf(body: string): Mentions {
  const people = new Set<PersonId>();
  const found: Mentions = { people: [], room: false, here: false };
  for (const [, person, everybody] of body.replace(CODE, " ").matchAll(TOKEN)) {
    if (everybody === "room") found.room = true;
    else if (everybody === "here") found.here = true;
    else if (person && isUuid(person)) people.add(person as PersonId);
  }
  return { ...found, people: [...people] };
}
