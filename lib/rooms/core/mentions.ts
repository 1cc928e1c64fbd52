/** Whom a message mentions. Stored text holds tokens: `<@person>`, `<!room>`, `<!here>`; code does not mention. */
import { isUuid, type PersonId } from "../../platform/ids";

export interface Mentions {
  /** Each once, in the order of their first mention. */
  people: PersonId[];
  /** Everybody in the room. */
  room: boolean;
  /** Everybody who is online. */
  here: boolean;
}

const TOKEN = /<@([0-9a-f-]{36})>|<!(room|here)>/g;
/** Fenced blocks, then spans; a fence or backtick that nothing closes begins no code. */
const CODE = /(^|\n)(```|~~~)[^\n]*\n[\s\S]*?\n\2[^\n]*(?=\n|$)|(`+)(?!`)[\s\S]*?[^`]\3(?!`)/g;

/** Reads the tokens of a stored text. */
export function mentionsOf(body: string): Mentions {
  const found: Mentions = { people: [], room: false, here: false };
  if (!body.includes("<")) return found;
  const prose = body.includes("`") || body.includes("~~~") ? body.replace(CODE, " ") : body;
  for (const [, person, everybody] of prose.matchAll(TOKEN)) {
    if (everybody === "room") found.room = true;
    else if (everybody === "here") found.here = true;
    else if (person && isUuid(person) && !found.people.includes(person as PersonId))
      found.people.push(person as PersonId);
  }
  return found;
}

/** The name that stands for everybody where mentioned people are stored. */
export const EVERYBODY = "*";

/** Who is mentioned, as it is stored: people, and `*` for everybody. */
export function mentionedBy(body: string): string[] {
  const { people, room, here } = mentionsOf(body);
  return room || here ? [...people, EVERYBODY] : people;
}
