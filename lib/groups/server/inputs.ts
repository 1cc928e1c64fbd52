import * as z from "zod/mini";
import { isUuid, type GroupId, type PersonId } from "@/lib/platform/ids";
import { normaliseLine } from "@/lib/rooms/core/text";
import { handleFault, type HandleFault } from "../core/handle";
import { GROUP_LIMITS } from "../protocol";

const { handleCharsMax, nameCharsMax, peopleMax } = GROUP_LIMITS;

const uuid = z.string().check(z.refine(isUuid, "Expected a lower-case UUID."));

/** Path parameter of every route under /api/t/[tenant]; the session context has already resolved it. */
export const tenantSlug = z.string();
export const groupId = z.pipe(
  uuid,
  z.transform((id) => id as GroupId),
);

const HANDLE_FAULTS: Record<HandleFault, string> = {
  shape: "A handle has small letters, digits, dots, hyphens and underscores, and ends with a letter or a digit.",
  long: `A handle has at most ${handleCharsMax} characters.`,
  reserved: "This handle means everybody. Choose another one.",
};

const handle = z.string().check(
  z.superRefine((text, ctx) => {
    const fault = handleFault(text);
    if (fault) ctx.addIssue({ code: "custom", message: HANDLE_FAULTS[fault], input: text });
  }),
);

const name = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => normaliseLine(text, nameCharsMax).ok,
        `A name has 1 to ${nameCharsMax} characters on one line.`,
      ),
    ),
  z.transform((text) => {
    const line = normaliseLine(text, nameCharsMax);
    return line.ok ? line.text : "";
  }),
);

const people = z
  .array(
    z.pipe(
      uuid,
      z.transform((id) => id as PersonId),
    ),
  )
  .check(z.maxLength(peopleMax, `A group has at most ${peopleMax} people.`));

/** What a group is made of. */
export const groupFields = { handle, name, people };
