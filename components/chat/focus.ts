import type { MessagePlace } from "./room-ui";

/** Puts the focus where one writes. False when there is no such place. */
export function focusComposer(place: MessagePlace): boolean {
  const [field] = onScreen(`[data-slot="composer"][data-place="${place}"] textarea`);
  field?.focus({ preventScroll: true });
  return field !== undefined;
}

/** Puts the focus on a message, in the room or in the thread that is open. */
export function focusMessage(seq: number): boolean {
  const row = onScreen(`[data-slot="message"][data-seq="${seq}"]`).at(-1);
  row?.focus({ preventScroll: true });
  return row !== undefined;
}

/** Puts the focus on the message of a list that Tab would reach. */
export function focusNewest(place: MessagePlace): boolean {
  const list = place === "room" ? "message-list" : "thread-list";
  const [stop] = onScreen(`[data-slot="${list}"] [data-key][tabindex="0"]`);
  stop?.focus();
  return stop !== undefined;
}

/** Whether a message of the room is drawn. */
export function isDrawn(seq: number): boolean {
  return onScreen(`[data-slot="message-list"] [data-seq="${seq}"]`).length > 0;
}

/** The rooms behind the one on screen are in the page too, without a box. */
function onScreen(selector: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => element.getClientRects().length > 0);
}
