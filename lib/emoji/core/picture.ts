/** Whether bytes can be an emoji's picture: the same judge before an upload and after it. */
import { sniff } from "../../files/core/sniff";
import { EMOJI_LIMITS } from "../protocol";

export const EMOJI_TYPES: readonly string[] = ["image/png", "image/gif", "image/webp", "image/jpeg"];

export type PictureFault = "type" | "bytes" | "small" | "large";
export type Judged = { ok: true; type: string; width: number; height: number } | { ok: false; fault: PictureFault };

/** Judges by the bytes alone; what the file is called does not matter. */
export function judgePicture(bytes: Uint8Array): Judged {
  if (bytes.byteLength > EMOJI_LIMITS.bytesMax) return { ok: false, fault: "bytes" };
  const { type, width, height } = sniff(bytes, "");
  if (!EMOJI_TYPES.includes(type) || width === undefined || height === undefined) return { ok: false, fault: "type" };
  if (Math.min(width, height) < EMOJI_LIMITS.sideMin) return { ok: false, fault: "small" };
  if (Math.max(width, height) > EMOJI_LIMITS.sideMax) return { ok: false, fault: "large" };
  return { ok: true, type, width, height };
}
