/** A tenant's own emoji on the wire: bounds, and what the emoji routes answer. Documented in docs/reference/emoji.md. */
import type { PersonId } from "../platform/ids";

export const EMOJI_LIMITS = {
  /** Bytes of one picture. */
  bytesMax: 256 * 1024,
  /** Pixels of either side. */
  sideMin: 16,
  sideMax: 512,
  nameCharsMin: 2,
  nameCharsMax: 32,
  perTenantMax: 500,
  /** How long the address of an upload takes bytes. */
  uploadSeconds: 300,
} as const;

/** An emoji that somebody of the tenant added. It is written `:name:`. */
export interface CustomEmoji {
  id: string;
  name: string;
  author: PersonId;
  at: number;
}

/** What `GET .../emoji` answers, by name. */
export interface EmojiList {
  emoji: CustomEmoji[];
}
