import { AppError } from "@/lib/platform/errors";
import type { PictureFault } from "../core/picture";
import { EMOJI_LIMITS } from "../protocol";

const { bytesMax, sideMin, sideMax, perTenantMax } = EMOJI_LIMITS;

const PICTURE_FAULTS: Record<PictureFault, string> = {
  type: "An emoji is a PNG, GIF, WebP or JPEG picture.",
  bytes: `A picture has at most ${bytesMax / 1024} kB.`,
  small: `A picture has at least ${sideMin} by ${sideMin} pixels.`,
  large: `A picture has at most ${sideMax} by ${sideMax} pixels.`,
};

export function pictureRefused(fault: PictureFault): AppError {
  const code = fault === "bytes" ? "payload_too_large" : "invalid_request";
  return new AppError(code, PICTURE_FAULTS[fault], { param: "picture" });
}

export function nameTaken(): AppError {
  return new AppError("conflict", "There is an emoji of this name. Choose another one.", { param: "name" });
}

export function tooMany(): AppError {
  return new AppError("quota_exceeded", `There are ${perTenantMax} emoji, and no more can be added.`);
}

/** One answer for a missing emoji, a foreign one and one that was deleted. */
export function emojiNotFound(): AppError {
  return new AppError("not_found", "No such emoji.", { param: "emoji" });
}
