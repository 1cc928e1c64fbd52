/** How a group is called after the `@`. */
import { GROUP_LIMITS } from "../protocol";

const HANDLE = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;
/** They mean everybody, here or in the products people come from. */
const TAKEN: ReadonlySet<string> = new Set(["room", "here", "all", "channel", "everyone", "everybody"]);

export type HandleFault = "shape" | "long" | "reserved";

/** Why a text cannot be a handle; null when it can. */
export function handleFault(text: string): HandleFault | null {
  if (text.length > GROUP_LIMITS.handleCharsMax) return "long";
  if (!HANDLE.test(text)) return "shape";
  return TAKEN.has(text) ? "reserved" : null;
}

/** A handle from what somebody typed: small letters, `-` for what cannot stand in one. */
export function toHandle(raw: string): string {
  return raw
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/^@/, "")
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .slice(0, GROUP_LIMITS.handleCharsMax);
}
