import { qualifyEmoji } from "../core/text";
import { outsideCode } from "./code-ranges";

let loading: Promise<ReadonlyMap<string, string>> | null = null;
let loaded: ReadonlyMap<string, string> | null = null;

/** Emoji by their names (`tada`). Loaded with the first colon somebody types; a failed load is tried again. */
export function loadEmojiNames(): Promise<ReadonlyMap<string, string>> {
  loading ??= import("emojibase-data/en/shortcodes/iamcal.json").then(
    ({ default: codes }) => (loaded = namesOf(codes)),
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** `:tada:` outside of code becomes the emoji, as far as the names are here. */
export function withEmoji(text: string, names: ReadonlyMap<string, string> | null = loaded): string {
  if (!names || !text.includes(":")) return text;
  return outsideCode(text, (part) =>
    part.replace(/:([a-z0-9_+-]{1,62}):/g, (code, name: string) => names.get(name) ?? code),
  );
}

function namesOf(codes: Readonly<Record<string, string | readonly string[]>>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [hex, given] of Object.entries(codes)) {
    const emoji = qualifyEmoji(String.fromCodePoint(...hex.split("-").map((part) => Number.parseInt(part, 16))));
    for (const name of typeof given === "string" ? [given] : given) if (!names.has(name)) names.set(name, emoji);
  }
  return names;
}
