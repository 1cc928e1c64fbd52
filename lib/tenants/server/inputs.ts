import * as z from "zod/mini";
import { cleanName, NAME_CHARS_MAX } from "@/lib/access/core/name";
import { TENANT_ROLES } from "@/lib/access/core/permissions";
import { idField } from "@/lib/http/fields";
import type { PersonId } from "@/lib/platform/ids";
import { SLUG_CHARS_MAX, SLUG_CHARS_MIN, slugFault, type SlugFault } from "../core/slug";

export { tenantSlug, uuid } from "@/lib/http/fields";
export const personId = idField<PersonId>();
export const tenantRole = z.enum(TENANT_ROLES);

export const tenantName = z.pipe(
  z
    .string()
    .check(z.refine((text) => cleanName(text) !== null, `A name has 1 to ${NAME_CHARS_MAX} characters on one line.`)),
  z.transform((text) => cleanName(text) ?? ""),
);

const SLUG_FAULTS: Record<SlugFault, string> = {
  short: `An address has at least ${SLUG_CHARS_MIN} characters.`,
  long: `An address has at most ${SLUG_CHARS_MAX} characters.`,
  shape: "An address has small letters, digits and single hyphens between them.",
  reserved: "This address is kept for the product.",
};

export const newSlug = z.string().check(
  z.superRefine((slug, ctx) => {
    const fault = slugFault(slug);
    if (fault) ctx.addIssue({ code: "custom", message: SLUG_FAULTS[fault], input: slug });
  }),
);

export const email = z
  .string()
  .check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email("This is not an e-mail address."));
