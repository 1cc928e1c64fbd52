import type { ClipboardEvent, KeyboardEvent } from "react";
import { usePaste } from "@/components/files/composer-files";
import { useIsMac } from "@/components/frame/use-is-mac";
import { isInFence } from "@/lib/rooms/client/code-ranges";
import { continueList, pasteLink } from "@/lib/rooms/client/format";
import { formatByKey } from "./composer-toolbar";
import { applyEdit } from "./field-edit";
import { focusNewest } from "./focus";
import type { MessagePlace } from "./room-ui";
import { useEnterSends } from "./use-enter-sends";
import type { useSuggestionMenu } from "./use-suggestion-menu";
import type { Suggestion } from "./use-suggestions";

/** What keys and pasting do in the field of a composer. */
export function useComposerKeys({
  text,
  place,
  menu,
  onPick,
  onSend,
  onEditLast,
  onLatest,
}: {
  text: string;
  place: MessagePlace;
  menu: ReturnType<typeof useSuggestionMenu>;
  onPick(suggestion: Suggestion): void;
  onSend(): void;
  /** Begins to change my last message; false: there is none. */
  onEditLast(): boolean;
  /** Goes to the newest, all read; null where Escape means something else. */
  onLatest: (() => void) | null;
}) {
  const mac = useIsMac();
  const [enterSends] = useEnterSends();
  const pasteFiles = usePaste();
  const newLine = (at: HTMLTextAreaElement): boolean => {
    const { selectionStart, selectionEnd } = at;
    if (selectionStart !== selectionEnd || isInFence(text, selectionStart)) return false;
    const edit = continueList(text, selectionStart);
    if (edit) applyEdit(at, edit);
    return edit !== null;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While an input method composes, Enter belongs to it.
    if (event.nativeEvent.isComposing) return;
    const at = event.currentTarget;
    const bare = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
    let done = false;
    if (menu.open && bare && menu.key(event.key, onPick)) done = true;
    else if (formatByKey(event.nativeEvent, at, mac)) done = true;
    else if (event.key === "Enter" && !event.altKey) {
      const sends = event.ctrlKey || event.metaKey || (bare && enterSends && !isInFence(text, at.selectionStart));
      if (sends) onSend();
      done = sends || newLine(at);
    } else if (event.key === "ArrowUp" && text === "" && !event.altKey && !event.shiftKey) {
      done = onEditLast() || focusNewest(place);
    } else if (event.key === "Escape") {
      onLatest?.();
    }
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    if (event.clipboardData.files.length > 0) return pasteFiles(event);
    const at = event.currentTarget;
    const edit = pasteLink(text, at.selectionStart, at.selectionEnd, event.clipboardData.getData("text/plain"));
    if (!edit) return;
    event.preventDefault();
    applyEdit(at, edit);
  };
  return { onKeyDown, onPaste };
}
