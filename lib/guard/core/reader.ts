import type { Stage } from "./stage";

/**
 * Stands, unseen, where something was taken away or must not join (zero width non-joiner): what was left and right of it
 * can never grow together into a new link.
 */
export const GUARD = "\u200c";

/** One thing read: what is shown for it and where it ends; null: nothing special here. */
export type Reading = { shown: string; end: number } | "wait" | null;

/** A stage that reads special places of a text one after the other; what is not yet decided waits. `special` is global. */
export function readerStage(special: RegExp, read: (text: string, at: number, ended: boolean) => Reading): Stage {
  let waiting = "";
  const drain = (ended: boolean): string => {
    const text = waiting;
    let shown = "";
    let at = 0;
    while (at < text.length) {
      special.lastIndex = at;
      const next = special.exec(text)?.index ?? text.length;
      shown += text.slice(at, next);
      at = next;
      if (at === text.length) break;
      const reading = read(text, at, ended);
      if (reading === "wait") break;
      shown += reading?.shown ?? text.charAt(at);
      at = reading?.end ?? at + 1;
    }
    waiting = text.slice(at);
    return shown;
  };
  return {
    push(text) {
      waiting += text;
      return drain(false);
    },
    end: () => drain(true),
  };
}
