/** What somebody may choose about a project. */
import * as z from "zod/mini";
import { PERSONAL_KINDS } from "@/lib/guard/protocol";
import { isUuid, type ProjectId } from "@/lib/platform/ids";
import { normaliseBody, normaliseLine } from "@/lib/rooms/core/text";
import { isExactOrigin } from "@/lib/tenants/core/origin";
import { CHOICE_BOUNDS } from "../core/choice-bounds";
import { EMBED_LANGUAGES, PROJECT_BOUNDS } from "../protocol";

const { nameCharsMax, originsMax, textCharsMax, instructionsCharsMax, suggestionsMax } = PROJECT_BOUNDS;
const { offsetMax, logoCharsMax, blockedMax, blockedCharsMax, linkHostsMax, modelCharsMax } = CHOICE_BOUNDS;

/** Path parameter of every route under /api/t/[tenant]; the session context has already resolved it. */
export const tenantSlug = z.string();
export const projectId = z.pipe(
  z.string().check(z.refine(isUuid, "Expected a lower-case UUID.")),
  z.transform((id) => id as ProjectId),
);

const line = (charsMax: number) =>
  z.pipe(
    z
      .string()
      .check(z.refine((text) => normaliseLine(text, charsMax).ok, `Expected 1 to ${charsMax} characters on one line.`)),
    z.transform((text) => textOf(normaliseLine(text, charsMax))),
  );

/** Text of several lines; "" is none. */
const body = (charsMax: number) =>
  z.pipe(
    z.string().check(
      z.refine((text) => {
        const read = normaliseBody(text, charsMax);
        return read.ok || read.reason === "empty";
      }, `At most ${charsMax} characters.`),
    ),
    z.transform((text) => textOf(normaliseBody(text, charsMax))),
  );

const once = <T>(items: readonly T[]): T[] => [...new Set(items)];
const origin = z.string().check(z.refine(isExactOrigin, "Expected an origin such as https://shop.example."));
/** Of text's own, as a browser writes it. */
const host = z.pipe(
  z.string(),
  z.pipe(
    z.transform((text: string) => text.trim().toLowerCase()),
    z
      .string()
      .check(z.regex(/^(?=.{1,253}$)(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/, "Expected a host such as shop.example.")),
  ),
);

const theme = z.strictObject({
  accent: z.pipe(
    z.string().check(z.regex(/^#[0-9a-f]{6}$/i, "Expected a colour such as #0b5c62.")),
    z.transform((text) => text.toLowerCase()),
  ),
  scheme: z.enum(["auto", "light", "dark"]),
  position: z.enum(["right", "left"]),
  offsetX: z.int().check(z.minimum(0), z.maximum(offsetMax)),
  offsetY: z.int().check(z.minimum(0), z.maximum(offsetMax)),
  radius: z.enum(["none", "medium", "large"]),
  icon: z.enum(["chat", "question", "spark"]),
  // In the page itself: a picture that lies elsewhere would tell its host of every visitor, and the panel loads none.
  logoUrl: z.nullable(
    z
      .string()
      .check(
        z.maxLength(logoCharsMax, "The picture is too large."),
        z.regex(/^data:image\/(?:png|webp|jpeg);base64,[0-9A-Za-z+/]+={0,2}$/, "Expected a PNG, WebP or JPEG picture."),
      ),
  ),
});

/** A text that is absent is the product's own. */
const textsOfLanguage = z.strictObject({
  name: z.optional(line(nameCharsMax)),
  greeting: z.optional(line(textCharsMax)),
  placeholder: z.optional(line(nameCharsMax)),
  suggestions: z.optional(z.array(line(CHOICE_BOUNDS.suggestionCharsMax)).check(z.maxLength(suggestionsMax))),
  notice: z.optional(line(textCharsMax)),
});
const texts = z.partialRecord(z.enum(EMBED_LANGUAGES), textsOfLanguage);

const guard = z.strictObject({
  redact: z.pipe(z.array(z.enum(PERSONAL_KINDS)), z.transform(once)),
  blocked: z.pipe(z.array(line(blockedCharsMax)).check(z.maxLength(blockedMax)), z.transform(once)),
  linkHosts: z.pipe(z.array(host).check(z.maxLength(linkHostsMax)), z.transform(once)),
  refuseInjection: z.boolean(),
});

export const projectName = line(nameCharsMax);
export const projectOrigin = origin;

/** Absent: as it is. What is named is named whole. */
export const projectChange = {
  name: z.optional(projectName),
  paused: z.optional(z.boolean()),
  allowAnonymous: z.optional(z.boolean()),
  origins: z.optional(z.pipe(z.array(origin).check(z.maxLength(originsMax)), z.transform(once))),
  theme: z.optional(theme),
  language: z.optional(z.enum(EMBED_LANGUAGES)),
  texts: z.optional(texts),
  model: z.optional(
    z.nullable(z.string().check(z.regex(/^[!-~]+$/, "A model's name has no spaces."), z.maxLength(modelCharsMax))),
  ),
  instructions: z.optional(body(instructionsCharsMax)),
  guard: z.optional(guard),
  minConfidence: z.optional(z.nullable(z.number().check(z.minimum(0), z.maximum(1)))),
  requireTurnstile: z.optional(z.boolean()),
  consent: z.optional(z.boolean()),
};

function textOf(read: ReturnType<typeof normaliseLine>): string {
  return read.ok ? read.text : "";
}
