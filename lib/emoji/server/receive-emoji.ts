import { insertEmoji } from "@/db/queries/emoji";
import type { TenantDb } from "@/db/client";
import { fileKey, type FileBindings } from "@/lib/files/server/storage";
import { AppError } from "@/lib/platform/errors";
import { judgePicture, type Judged } from "../core/picture";
import { EMOJI_LIMITS, type CustomEmoji } from "../protocol";
import { emojiNotFound, nameTaken, pictureRefused, tooMany } from "./refusals";
import type { EmojiUploadClaims } from "./tokens";

/**
 * Takes the picture of a new emoji: judges it, stores it, and makes the emoji. An object is written once, so a repeat
 * of the same upload meets what is stored and answers the same.
 */
export async function receiveEmoji(
  { bucket, db }: { bucket: FileBindings["FILES"]; db: TenantDb },
  claims: EmojiUploadClaims,
  request: Request,
): Promise<CustomEmoji> {
  const key = fileKey.emoji(claims.tenant, claims.emoji);
  let judged = admitted(await readPicture(request, claims.size));
  const put = await bucket.put(key, judged.bytes, { onlyIf: new Headers({ "if-none-match": "*" }) });
  if (put === null) {
    const stored = await bucket.get(key);
    if (!stored) throw new AppError("unavailable", "The picture could not be stored. Try again.", retry);
    judged = admitted(new Uint8Array(await stored.arrayBuffer()));
  }
  const { type, width, height, bytes } = judged;
  const wish = { id: claims.emoji, name: claims.name, author: claims.person, type, size: bytes.length, width, height };
  const made = await insertEmoji(db, wish, EMOJI_LIMITS.perTenantMax);
  if (made.status === "done") return made.emoji;
  await bucket.delete(key);
  if (made.status === "taken") throw nameTaken();
  throw made.status === "full" ? tooMany() : emojiNotFound();
}

const retry = { retryAfterMs: 1_000 };

function admitted(bytes: Uint8Array): Extract<Judged, { ok: true }> & { bytes: Uint8Array } {
  const judged = judgePicture(bytes);
  if (!judged.ok) throw pictureRefused(judged.fault);
  return { ...judged, bytes };
}

/** The body, exactly as long as was promised and never more of it in memory. */
async function readPicture(request: Request, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let filled = 0;
  const reader: ReadableStreamDefaultReader<Uint8Array> | undefined = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    if (filled + value.byteLength > size) {
      await reader.cancel();
      throw wrongSize(size);
    }
    bytes.set(value, filled);
    filled += value.byteLength;
  }
  if (filled !== size) throw wrongSize(size);
  return bytes;
}

function wrongSize(size: number): AppError {
  return new AppError("invalid_request", `This upload has exactly ${size} bytes.`, { param: "size" });
}
