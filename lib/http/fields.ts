/** Fields of a route's input that every domain has. */
import * as z from "zod/mini";
import { isUuid } from "@/lib/platform/ids";
import { normaliseLine } from "@/lib/rooms/core/text";

/** Path parameter of every route under /api/t/[tenant]; the session context has already resolved it. */
export const tenantSlug = z.string();

/** Ids are compared as text everywhere, so another spelling is another id and refused. */
export const uuid = z.string().check(z.refine(isUuid, "Expected a lower-case UUID."));

/** An id of one kind. That there is such a thing is proved elsewhere. */
export function idField<T extends string>() {
  return z.pipe(
    uuid,
    z.transform((id) => id as T),
  );
}

/** A name that somebody typed, as one line. */
export function nameField(charsMax: number) {
  return z.pipe(
    z
      .string()
      .check(
        z.refine((text) => normaliseLine(text, charsMax).ok, `A name has 1 to ${charsMax} characters on one line.`),
      ),
    z.transform((text) => {
      const line = normaliseLine(text, charsMax);
      return line.ok ? line.text : "";
    }),
  );
}
