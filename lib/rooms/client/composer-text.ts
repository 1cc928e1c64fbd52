/**
 * What the writer sees (names) and what is sent (tokens). A name becomes a token only where the writer picked it, so
 * that a text about somebody does not call them.
 */
import { outsideCode } from "./code-ranges";
import { nameOfToken, type Names, TOKEN } from "./plain-text";

/** A name in the field that stands for a token. */
export interface Pick {
  label: string;
  token: string;
}

export interface Written {
  text: string;
  picks: readonly Pick[];
}

export const NOTHING: Written = { text: "", picks: [] };

/** The label of a pick; a second one of the same name gets a number, so that each leads to its own token. */
export function labelFor(name: string, token: string, picks: readonly Pick[]): string {
  for (let count = 1; ; count++) {
    const label = count === 1 ? name : `${name} (${count})`;
    const taken = picks.find((pick) => pick.label === label);
    if (!taken || taken.token === token) return label;
  }
}

/** The message as it is sent. */
export function toBody({ text, picks }: Written): string {
  // The longest first: "@Ada Lovelace" is not "@Ada" and a surname.
  const known = [...picks].sort((a, b) => b.label.length - a.label.length);
  const everyone = /(?<![\p{L}\p{N}_@<!/.])@(room|here)(?![\p{L}\p{N}_-])/gu;
  return outsideCode(text, (part) => {
    let out = "";
    let at = 0;
    while (at < part.length) {
      const pick = known.find(({ label }) => part.startsWith(label, at));
      if (pick && standsAlone(part, at, pick.label.length)) {
        out += pick.token;
        at += pick.label.length;
      } else out += part[at++] ?? "";
    }
    return out.replace(everyone, "<!$1>");
  });
}

/** A stored body as the writer sees it: drafts that come back, and messages that are edited. `known` was picked before. */
export function toWritten(body: string, names: Names, known: readonly Pick[] = []): Written {
  const picks: Pick[] = [...known];
  const text = outsideCode(body, (part) =>
    part.replace(TOKEN, (token, sign?: string, id?: string, who?: string) => {
      if (sign === undefined || id === undefined) return `@${who ?? ""}`;
      const name = nameOfToken(sign, id, names);
      if (name === null) return token;
      const label = labelFor(name, token, picks);
      if (!picks.some((pick) => pick.label === label)) picks.push({ label, token });
      return label;
    }),
  );
  return { text, picks };
}

/** A name typed on into another word is not the name that was picked. */
function standsAlone(text: string, at: number, length: number): boolean {
  const before = text.slice(Math.max(0, at - 1), at);
  const after = text.slice(at + length, at + length + 1);
  return !/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after);
}
