import { useEffect, type RefObject } from "react";
import { useRoom } from "./room-context";

/** A switch of rooms puts the caret where one writes, but not on a touch screen, where it would open the keyboard. */
export function useAutoFocus(field: RefObject<HTMLTextAreaElement | null>, room: string): void {
  const gone = useRoom(({ view }) => view.gone);
  useEffect(() => {
    if (gone || window.matchMedia("(pointer: coarse)").matches) return;
    if (new URLSearchParams(window.location.search).has("message")) return;
    field.current?.focus({ preventScroll: true });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only a switch moves the focus
  }, [room]);
}
