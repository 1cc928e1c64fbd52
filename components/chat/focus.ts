import type { MessagePlace } from "./room-ui";

/** Puts the focus where one writes. False when there is no such place. */
export function focusComposer(place: MessagePlace): boolean {
  const field = document.querySelector<HTMLElement>(`[data-slot="composer"][data-place="${place}"] textarea`);
  field?.focus({ preventScroll: true });
  return field !== null;
}

/** Puts the focus on a message, in the room or in the thread that is open. */
export function focusMessage(seq: number): boolean {
  const rows = document.querySelectorAll<HTMLElement>(`[data-slot="message"][data-seq="${seq}"]`);
  const row = [...rows].at(-1);
  row?.focus({ preventScroll: true });
  return row !== undefined;
}

/** Puts the focus on the message of a list that Tab would reach. */
export function focusNewest(place: MessagePlace): boolean {
  const list = place === "room" ? "message-list" : "thread-list";
  const stop = document.querySelector<HTMLElement>(`[data-slot="${list}"] [data-key][tabindex="0"]`);
  stop?.focus();
  return stop !== null;
}
