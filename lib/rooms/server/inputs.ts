/** Fields that several room verbs share, with the rules of their text. */
import * as z from "zod/mini";
import { idField } from "@/lib/http/fields";
import type { ClientId, PersonId, RoomId } from "@/lib/platform/ids";
import { normaliseLine } from "../core/text";
import { LIMITS } from "../protocol";

export { tenantSlug } from "@/lib/http/fields";

export const personId = idField<PersonId>();
export const roomId = idField<RoomId>();
/** Chosen by the caller: a repeat with the same id is answered with the first result. */
export const clientId = idField<ClientId>();

const CONTROL = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;

/** One line as the room stores it. What would be dropped silently is refused here, since a person typed it. */
const line = (max: number) =>
  z.pipe(
    z.string().check(
      z.refine((text) => !CONTROL.test(text), "Control characters and line breaks are not allowed."),
      z.refine((text) => text.length <= max * 8 && reasonOf(text, max) !== "too_long", `At most ${max} characters.`),
    ),
    z.transform((text) => {
      const normal = normaliseLine(text, max);
      return normal.ok ? normal.text : "";
    }),
  );

function reasonOf(text: string, max: number): "empty" | "too_long" | null {
  const normal = normaliseLine(text, max);
  return normal.ok ? null : normal.reason;
}

/** Up to 80 characters on one line; empty takes a group's name away. */
export const roomName = line(LIMITS.roomNameCharsMax);

/** Up to 250 characters on one line; empty removes the topic. */
export const roomTopic = line(LIMITS.topicCharsMax);

/** People named in one call. */
export const PEOPLE_MAX = 100;
export const people = z.array(personId).check(z.minLength(1), z.maxLength(PEOPLE_MAX));

/** A text that may be absent from a query string. */
export const searchText = z.string().check(
  z.maxLength(200),
  z.refine((text) => !CONTROL.test(text), "Control characters are not allowed."),
);

/** A place in the log, as digits: anything else that JavaScript would read as a number is refused. */
export const seq = z.pipe(z.string().check(z.regex(/^\d{1,15}$/, "Digits only.")), z.transform(Number));
export const seqFromOne = z.pipe(seq, z.int().check(z.minimum(1)));
