import { isUuid } from "@/lib/platform/ids";

/** A place in the list of sessions: newest first, by birth and then by id. */
export interface SessionCursor {
  at: number;
  id: string;
}

export function encodeCursor({ at, id }: SessionCursor): string {
  return `${at.toString(36)}_${id}`;
}

/** Null for what `encodeCursor` never wrote. */
export function decodeCursor(text: string): SessionCursor | null {
  const [time = "", id = "", ...more] = text.split("_");
  const at = /^[0-9a-z]{1,11}$/.test(time) ? Number.parseInt(time, 36) : Number.NaN;
  return more.length === 0 && Number.isSafeInteger(at) && isUuid(id) ? { at, id } : null;
}
