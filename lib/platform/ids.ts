import { uuidv7 } from "uuidv7";

declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** A customer organisation. Equals the better-auth organisation id. UUID text. */
export type TenantId = Branded<string, "TenantId">;
/** A person inside one tenant (`people.id`). Never the sign-in account's id, so that the same human in two tenants cannot be linked. */
export type PersonId = Branded<string, "PersonId">;
/** An account that signs in (better-auth `user.id`). */
export type AccountId = Branded<string, "AccountId">;
export type RoomId = Branded<string, "RoomId">;
/** A group of people to mention. */
export type GroupId = Branded<string, "GroupId">;
/** An API key (`api_keys.id`). */
export type KeyId = Branded<string, "KeyId">;
/** An API client's conversation with a model. */
export type SessionId = Branded<string, "SessionId">;
/** An assistant on a site of a tenant: its documents, its look, who may embed it. */
export type ProjectId = Branded<string, "ProjectId">;
/** A document of a project's knowledge. */
export type DocumentId = Branded<string, "DocumentId">;
/** What a visitor of a site and the assistant (or an agent) say to each other. */
export type ConversationId = Branded<string, "ConversationId">;
/** Somebody who visits a site: derived from who they proved to be, or made for one browser. */
export type VisitorId = Branded<string, "VisitorId">;
/** One model call that a Meter let through: what is reserved under it is settled under it, once. */
export type ReservationId = Branded<string, "ReservationId">;
/** Chosen by the author's client; a send with the same (author, clientId) happens once, for ever. */
export type ClientId = Branded<string, "ClientId">;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a lower-case UUID of any version. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** A new time-ordered UUIDv7 (RFC 9562). */
export function newId<T extends string = string>(): T {
  return uuidv7() as T;
}

/**
 * The same UUID for the same parts, for ever (RFC 9562 version 8 over SHA-256).
 * Used where two callers must name one thing without asking each other: a direct-message room, an imported message.
 */
export async function derivedId<T extends string = string>(...parts: string[]): Promise<T> {
  const bytes = new TextEncoder().encode(parts.map((part) => `${part.length}:${part}`).join("|"));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).slice(0, 16);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as T;
}
