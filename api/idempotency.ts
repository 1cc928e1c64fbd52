/**
 * `Idempotency-Key` on calls that create: the first answer is kept beside what it created, and a repeat gets it again.
 * Whoever keeps (the object that creates) calls `settleRepeat` inside the step that creates, so that two repeats at the
 * same moment create one thing.
 */
import { createHash } from "node:crypto";
import { AppError } from "@/lib/platform/errors";

const KEY = /^[\x21-\x7e]{1,255}$/;
/** So long a repeat is told from a new call. */
const IDEMPOTENCY_KEPT_MS = 24 * 60 * 60 * 1_000;

export interface IdempotencyMark {
  /** The caller's key, hashed together with its API key: two keys never meet. */
  name: string;
  /** SHA-256 of the path and the body as it was sent. */
  bodyHash: string;
}

/**
 * What a creating call is known by; null when its caller sent no `Idempotency-Key`.
 * @throws AppError `invalid_request`.
 */
export function idempotencyMark(header: string | undefined, call: { keyId: string; path: string; bodyText: string }) {
  if (header === undefined) return null;
  if (!KEY.test(header)) {
    throw new AppError("invalid_request", "Idempotency-Key takes 1 to 255 printable characters without spaces.", {
      param: "Idempotency-Key",
    });
  }
  const mark: IdempotencyMark = {
    name: hash(`${call.keyId}\0${header}`),
    bodyHash: hash(`${call.path}\0${call.bodyText}`),
  };
  return mark;
}

/**
 * What a kept mark means for a call with the same name.
 * @throws AppError `conflict` when the key was used for another body.
 */
export function settleRepeat(kept: { bodyHash: string }, mark: IdempotencyMark): "repeat" {
  if (kept.bodyHash === mark.bodyHash) return "repeat";
  throw new AppError("conflict", "This Idempotency-Key was used for another request.", { param: "Idempotency-Key" });
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
