/** Where the bytes lie. The tenant is the first part of every key, and a key is written once. */
import type { TenantId } from "@/lib/platform/ids";

/** The realtime Worker's bindings that files need. Without IMAGES there are no thumbnails: pictures are shown whole. */
export interface FileBindings {
  FILES: R2Bucket;
  IMAGES?: ImagesBinding;
}

export const fileKey = {
  original: (tenant: TenantId, file: string) => `${tenant}/${file}`,
  thumbnail: (tenant: TenantId, file: string) => `${tenant}/${file}.thumbnail`,
  emoji: (tenant: TenantId, emoji: string) => `${tenant}/emoji/${emoji}`,
} as const;
