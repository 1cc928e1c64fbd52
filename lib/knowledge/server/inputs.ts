/** What verbs of a project's knowledge are given. */
import * as z from "zod/mini";
import { isUuid, type DocumentId, type ProjectId } from "@/lib/platform/ids";
import { normaliseLine } from "@/lib/rooms/core/text";
import { KNOWLEDGE_LIMITS } from "../protocol";

const uuid = z.string().check(z.refine(isUuid, "Expected a lower-case UUID."));

/** Path parameters; the session context has resolved the tenant. */
export const ofProject = {
  tenant: z.string(),
  project: z.pipe(
    uuid,
    z.transform((id) => id as ProjectId),
  ),
};

export const documentId = z.pipe(
  uuid,
  z.transform((id) => id as DocumentId),
);

const { titleCharsMax } = KNOWLEDGE_LIMITS;

/** A document's name, on one line. */
export const documentName = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => normaliseLine(text, titleCharsMax).ok,
        `Expected 1 to ${titleCharsMax} characters on one line.`,
      ),
    ),
  z.transform((text) => {
    const line = normaliseLine(text, titleCharsMax);
    return line.ok ? line.text : "";
  }),
);
