/**
 * Every key of the interface, by the id of the command it does. Commands take their keys from here, the listener and the
 * shortcut sheet read the commands, so what is shown is what works. A combination as text: modifiers in the order mod,
 * alt, shift, then the key as `KeyboardEvent.key` names it; `mod` is Command on a Mac and Control elsewhere. What acts on
 * one message has its key in message-action-items.ts, beside what it does.
 */
export const KEYMAP = {
  find: ["mod+k"],
  shortcuts: ["mod+/", "?"],
  search: ["mod+g"],
  "room-next": ["alt+ArrowDown"],
  "room-previous": ["alt+ArrowUp"],
  "room-next-unread": ["alt+shift+ArrowDown"],
  "room-previous-unread": ["alt+shift+ArrowUp"],
  "room-read": ["Escape"],
  "rooms-read": ["shift+Escape"],
  "message-walk": ["ArrowUp", "ArrowDown"],
  "message-react": ["r"],
} as const satisfies Record<string, readonly string[]>;

export type KeyedCommand = keyof typeof KEYMAP;

/** The keys of a command: the first is the one to show. */
export function keysOf(id: KeyedCommand): readonly string[] {
  return KEYMAP[id];
}
