import * as z from "zod/mini";
import { idField, nameField } from "@/lib/http/fields";
import type { GroupId, PersonId } from "@/lib/platform/ids";
import { handleFault, type HandleFault } from "../core/handle";
import { GROUP_LIMITS } from "../protocol";

export { tenantSlug } from "@/lib/http/fields";

const { handleCharsMax, nameCharsMax, peopleMax } = GROUP_LIMITS;

export const groupId = idField<GroupId>();

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

const people = z.array(idField<PersonId>()).check(z.maxLength(peopleMax, `A group has at most ${peopleMax} people.`));

/** What a group is made of. */
export const groupFields = { handle, name: nameField(nameCharsMax), people };
