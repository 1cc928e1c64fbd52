import type { RefObject } from "react";
import { nameInShortcode } from "@/lib/emoji/core/emoji-name";
import { applyEdit } from "./field-edit";

/** How something that was picked gets into a field: in place of a range, or where the caret was. */
export function useInsertion(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  const insert = (from: number, to: number, added: string) => {
    const caret = from + added.length;
    if (field.current) applyEdit(field.current, { from, to, insert: added, select: [caret, caret] });
  };
  const insertHere = (added: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    // A name between colons is an emoji only where a word does not run into it.
    const apart = nameInShortcode(added) !== null && /[\p{L}\p{N}:]$/u.test(text.slice(0, selectionStart));
    // A picker or menu gives the focus back to its button first.
    requestAnimationFrame(() => insert(selectionStart, selectionEnd, apart ? ` ${added}` : added));
  };
  return { insert, insertHere };
}
