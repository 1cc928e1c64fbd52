import { restore, type Vault } from "./redact";
import type { Stage } from "./stage";

/** Puts the originals back into a stream. A placeholder may come in any number of pieces; no piece of one is given out. */
export function restorer(vault: Vault): Stage {
  const placeholders = Object.keys(vault);
  let kept = "";
  return {
    push(text) {
      const all = kept + text;
      const open = all.lastIndexOf("[");
      const tail = open < 0 ? "" : all.slice(open);
      const unfinished = tail !== "" && placeholders.some((one) => one.length > tail.length && one.startsWith(tail));
      kept = unfinished ? tail : "";
      return restore(unfinished ? all.slice(0, open) : all, vault);
    },
    end() {
      const rest = kept;
      kept = "";
      return rest;
    },
  };
}
