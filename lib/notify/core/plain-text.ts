/** A stored message as a notification can show it: one line, names for mentions, no marks of code. */
import type { PersonId } from "../../platform/ids";

const TOKEN = /<@([0-9a-f-]{36})>|<!(room|here)>|<(?:#|@&)[0-9a-f-]{36}>/g;

export function plainText(body: string, nameOf: (person: PersonId) => string, charsMax = 180): string {
  const line = body
    .replaceAll(TOKEN, (token, person?: string, everybody?: string) =>
      person ? `@${nameOf(person as PersonId)}` : everybody ? `@${everybody}` : token.startsWith("<#") ? "#" : "@",
    )
    .replaceAll(/```[\w+#-]*\n?|[`*~]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  const chars = [...line];
  return chars.length > charsMax ? `${chars.slice(0, charsMax - 1).join("")}…` : line;
}

/** The people whose names the text needs. */
export function peopleIn(body: string): PersonId[] {
  return [...body.matchAll(TOKEN)].flatMap(([, person]) => (person ? [person as PersonId] : []));
}
