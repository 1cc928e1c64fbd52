import { errorFacts, log } from "@/lib/platform/log";
import type { TenantId } from "@/lib/platform/ids";
import type { FileInfo } from "@/lib/rooms/protocol";
import { kindOf } from "../core/file-kind";
import { FILE_LIMITS } from "../protocol";
import { fileKey, type FileBindings } from "./storage";

/** Pictures this small are their own thumbnail. */
const SMALL_BYTES = 40_960;

/**
 * A small copy of a picture, upright and without the metadata a camera writes (place, time, device). The size was read
 * from the header before anything is decoded. A picture that cannot be made small is shown whole.
 */
export async function makeThumbnail({ FILES, IMAGES }: FileBindings, tenant: TenantId, file: FileInfo): Promise<void> {
  if (!IMAGES || kindOf(file) !== "picture" || file.size <= SMALL_BYTES) return;
  try {
    const original = await FILES.get(fileKey.original(tenant, file.id));
    if (!original) return;
    const side = FILE_LIMITS.thumbnailSide;
    const small = await IMAGES.input(original.body)
      .transform({ width: side, height: side, fit: "scale-down" })
      .output({ format: "image/webp", quality: 80 });
    // At most a few hundred kB: storage wants to know the length.
    const bytes = await small.response().arrayBuffer();
    await FILES.put(fileKey.thumbnail(tenant, file.id), bytes, { httpMetadata: { contentType: "image/webp" } });
  } catch (error) {
    log({ event: "file.thumbnail_failed", level: "warn", ...errorFacts(error) });
  }
}
