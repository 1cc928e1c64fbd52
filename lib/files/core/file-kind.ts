/** What a file may be shown as. The type comes from its bytes (sniff.ts), never from whoever sent it. */
import type { FileInfo } from "../../rooms/protocol";
import { FILE_LIMITS } from "../protocol";

const PICTURES: readonly string[] = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"];
const VIDEOS: readonly string[] = ["video/mp4", "video/webm"];
const SOUNDS: readonly string[] = ["audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/flac"];

export type FileKind = "picture" | "video" | "sound" | "other";

/** How a file is shown. A picture of unknown or enormous size is an "other": nobody's browser decodes it unasked. */
export function kindOf({ type, width, height }: Pick<FileInfo, "type" | "width" | "height">): FileKind {
  if (PICTURES.includes(type)) return isShownSize(width, height) ? "picture" : "other";
  if (VIDEOS.includes(type)) return "video";
  return SOUNDS.includes(type) ? "sound" : "other";
}

function isShownSize(width: number | undefined, height: number | undefined): boolean {
  if (!width || !height) return false;
  return width <= FILE_LIMITS.sideMax && height <= FILE_LIMITS.sideMax && width * height <= FILE_LIMITS.pixelsMax;
}
