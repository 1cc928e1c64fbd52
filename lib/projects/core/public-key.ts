/**
 * A project's public key, as a script tag names it. It says which tenant and which project, and nothing more:
 *
 *     key      = "pa_" ids checksum                    52 characters
 *     ids      = tenant id and project id, 32 bytes    43, one number in base 62
 *     checksum = CRC-32 of everything before it        6
 *
 * The tenant is in it so that no look-up ever goes across tenants; the checksum so that a key that was cut or mistyped is
 * told before anything is asked.
 */
import { fromBase62, toBase62 } from "@/lib/keys/core/base62";
import { crc32 } from "@/lib/keys/core/crc32";
import { uuidBytes, uuidOfBytes } from "@/lib/keys/core/uuid-bytes";
import { isUuid, type ProjectId, type TenantId } from "@/lib/platform/ids";

const PREFIX = "pa_";
const IDS = { bytes: 32, chars: 43 };
const CHECKSUM_CHARS = 6;
const SHAPE = new RegExp(`^${PREFIX}([0-9A-Za-z]{${IDS.chars}})([0-9A-Za-z]{${CHECKSUM_CHARS}})$`);

export interface ProjectPlace {
  tenantId: TenantId;
  projectId: ProjectId;
}

export function makePublicKey({ tenantId, projectId }: ProjectPlace): string {
  const text = PREFIX + toBase62(Uint8Array.of(...uuidBytes(tenantId), ...uuidBytes(projectId)), IDS.chars);
  return text + toBase62(crc32(text), CHECKSUM_CHARS);
}

/** Whose key this is; null for a text that is none. Whether there is such a project is told by storage. */
export function parsePublicKey(text: string): ProjectPlace | null {
  const [, idsText = "", checksum] = SHAPE.exec(text) ?? [];
  if (checksum === undefined) return null;
  if (toBase62(crc32(text.slice(0, -CHECKSUM_CHARS)), CHECKSUM_CHARS) !== checksum) return null;
  const ids = fromBase62(idsText, IDS.bytes);
  if (!ids) return null;
  const [tenantId, projectId] = [uuidOfBytes(ids.subarray(0, 16)), uuidOfBytes(ids.subarray(16))];
  return isUuid(tenantId) && isUuid(projectId)
    ? { tenantId: tenantId as TenantId, projectId: projectId as ProjectId }
    : null;
}
