import { isUuid, type TenantId } from "@/lib/platform/ids";

/** What an invitation link carries: which tenant to ask, and the secret that proves it. */
export interface LinkToken {
  tenantId: TenantId;
  secret: Uint8Array<ArrayBuffer>;
}

/**
 * A new invitation link's token. It begins with the tenant's id because the row it belongs to lies behind that tenant's
 * row-level security: without the tenant there is nothing to look in.
 */
export function newLinkToken(tenantId: TenantId, secret: Uint8Array): string {
  return encode(new Uint8Array([...uuidBytes(tenantId), ...secret]));
}

/** Reads a token back; null when it cannot be one. */
export function parseLinkToken(token: string): LinkToken | null {
  if (!/^[A-Za-z0-9_-]{64}$/.test(token)) return null;
  const bytes = Uint8Array.from(atob(token.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  const tenantId = uuidText(bytes.subarray(0, 16));
  return isUuid(tenantId) ? { tenantId: tenantId as TenantId, secret: bytes.slice(16) } : null;
}

function uuidBytes(uuid: string): number[] {
  return (uuid.replaceAll("-", "").match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

function uuidText(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function encode(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_");
}
