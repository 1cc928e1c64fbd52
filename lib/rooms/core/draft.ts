import type { ErrorCode } from "../../platform/errors";
import type { ClientId, PersonId } from "../../platform/ids";
import type { RoomEvent } from "../protocol";

/** What the log adds to a draft: its place, its moment, who did it and the id that makes it happen once. */
export interface Stamp {
  seq: number;
  at: number;
  author: PersonId;
  clientId: ClientId;
}

type Bare<E> = E extends RoomEvent ? Omit<E, keyof Stamp> : never;
/** An event before the log gave it its place. */
export type Draft = Bare<RoomEvent>;

/** "No" as an answer: what the sender is told. */
export interface Refused {
  kind: "refused";
  code: Extract<
    ErrorCode,
    "invalid_request" | "rate_limited" | "not_found" | "forbidden" | "conflict" | "unavailable" | "internal"
  >;
  message: string;
  param?: string;
  retryAfterMs?: number;
}

/** Gives a draft its place in the log. */
export function stamped(draft: Draft, stamp: Stamp): RoomEvent {
  return { ...stamp, ...draft };
}

/** Shapes a refusal. */
export function refuse(code: Refused["code"], message: string, param?: string): Refused {
  return { kind: "refused", code, message, ...(param === undefined ? {} : { param }) };
}
