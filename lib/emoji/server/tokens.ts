/** The signed texts of an emoji's bytes: where they go, where they are read, and that they may be removed. */
import * as z from "zod/mini";
import { readClaims, signClaims } from "@/lib/files/server/signed";
import type { PersonId, TenantId } from "@/lib/platform/ids";
import { EMOJI_LIMITS } from "../protocol";

export interface EmojiUploadClaims {
  tenant: TenantId;
  person: PersonId;
  emoji: string;
  name: string;
  size: number;
}

export interface EmojiReadClaims {
  tenant: TenantId;
  emoji: string;
  type: string;
}

export type EmojiDropClaims = Omit<EmojiReadClaims, "type">;

/** Between the two Workers only: used at once. */
const CALL_MS = 30_000;

const one = { tenant: z.uuid(), emoji: z.uuid() };
const upload = z.object({ ...one, person: z.uuid(), name: z.string(), size: z.int() });
const read = z.object({ ...one, type: z.string() });
const drop = z.object(one);

/** The path that takes the bytes of a new emoji. */
export function emojiUploadPath(secret: string, claims: EmojiUploadClaims, nowMs: number): string {
  return pathOf(signClaims(secret, "emoji.upload", claims, nowMs + EMOJI_LIMITS.uploadSeconds * 1_000));
}

/** The path that gives the bytes of an emoji to the web Worker, which has proved who asks. */
export function emojiReadPath(secret: string, claims: EmojiReadClaims, nowMs: number): string {
  return pathOf(signClaims(secret, "emoji.read", claims, nowMs + CALL_MS));
}

/** The path that removes the bytes of an emoji. */
export function emojiDropPath(secret: string, claims: EmojiDropClaims, nowMs: number): string {
  return pathOf(signClaims(secret, "emoji.drop", claims, nowMs + CALL_MS));
}

// The schemas proved each id to be a UUID; the brands say whose.

export function readEmojiUpload(secret: string, token: string, nowMs: number): EmojiUploadClaims | null {
  return readClaims(secret, "emoji.upload", upload, token, nowMs) as EmojiUploadClaims | null;
}

export function readEmojiRead(secret: string, token: string, nowMs: number): EmojiReadClaims | null {
  return readClaims(secret, "emoji.read", read, token, nowMs) as EmojiReadClaims | null;
}

export function readEmojiDrop(secret: string, token: string, nowMs: number): EmojiDropClaims | null {
  return readClaims(secret, "emoji.drop", drop, token, nowMs) as EmojiDropClaims | null;
}

function pathOf(token: string): string {
  return `/files/emoji/${token}`;
}
