/** What verbs of the playground are given. */
import * as z from "zod/mini";
import { CHOICE_BOUNDS } from "@/lib/projects/core/choice-bounds";
import { isUuid, type ProjectId } from "@/lib/platform/ids";
import { normaliseLine } from "@/lib/rooms/core/text";
import { EXPECTED, PLAYGROUND_BOUNDS, type PromptPlace } from "../protocol";

const { questionCharsMax, sourceCharsMax, wordsMax, wordCharsMax, noteCharsMax, setNameCharsMax } = PLAYGROUND_BOUNDS;

/** Path parameter of every route under /api/t/[tenant]; the session context has already resolved it. */
export const tenantSlug = z.string();
export const uuid = z.string().check(z.refine(isUuid, "Expected a lower-case UUID."));
export const projectId = z.pipe(
  uuid,
  z.transform((id) => id as ProjectId),
);
export const promptPlace = z.pipe(
  z.string().check(z.refine((place) => place === "house" || isUuid(place), "Expected house or an assistant's id.")),
  z.transform((place) => place as PromptPlace),
);

export const modelName = z.nullable(
  z.string().check(z.regex(/^[!-~]+$/, "A model's name has no spaces."), z.maxLength(CHOICE_BOUNDS.modelCharsMax)),
);
export const versionNumber = z.int().check(z.minimum(0));

/** One line, or nothing. */
export const note = z.pipe(
  z.string().check(z.maxLength(noteCharsMax, `At most ${noteCharsMax} characters.`)),
  z.transform((text) => {
    const line = normaliseLine(text, noteCharsMax);
    return line.ok ? line.text : "";
  }),
);

export const setName = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => normaliseLine(text, setNameCharsMax).ok,
        `Expected 1 to ${setNameCharsMax} characters on one line.`,
      ),
    ),
  z.transform((text) => {
    const line = normaliseLine(text, setNameCharsMax);
    return line.ok ? line.text : "";
  }),
);

export const question = z.string().check(z.trim(), z.minLength(1, "Write a question."), z.maxLength(questionCharsMax));

export const expectation = z.strictObject({
  kind: z.enum(EXPECTED),
  source: z.string().check(z.trim(), z.maxLength(sourceCharsMax)),
  words: z
    .array(z.string().check(z.trim(), z.minLength(1), z.maxLength(wordCharsMax)))
    .check(z.maxLength(wordsMax, `At most ${wordsMax}.`)),
});
