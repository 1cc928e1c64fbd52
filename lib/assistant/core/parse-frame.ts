/** What a panel sends, as it may count: known frames within their bounds, text as the rooms keep it. */
import * as z from "zod/mini";
import { normaliseBody, normaliseLine } from "@/lib/rooms/core/text";
import { type PageFacts, type ServerFrame, VISITOR_LIMITS, type VisitorFrame } from "../protocol";

type ErrorFrame = Extract<ServerFrame, { type: "error" }>;
export type ParsedFrame = { ok: true; frame: VisitorFrame } | { ok: false; error: ErrorFrame };

const URL_CHARS_MAX = 2_000;
const TITLE_CHARS_MAX = 300;

const id = z.uuid().check(z.toLowerCase());
const place = z.int().check(z.nonnegative());
const pageFacts = z.object({ url: z.string(), title: z.string() });

const frames = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("init"),
    v: z.int(),
    since: place,
    at: z.optional(z.object({ seq: place, length: place })),
  }),
  z.object({ type: z.literal("message"), id, text: z.string(), page: z.optional(pageFacts) }),
  z.object({ type: z.literal("stop") }),
  z.object({ type: z.literal("regenerate"), id }),
  z.object({
    type: z.literal("feedback"),
    seq: place,
    vote: z.nullable(z.enum(["up", "down"])),
    comment: z.optional(z.string()),
  }),
  z.object({ type: z.literal("history"), before: place }),
  z.object({ type: z.literal("ping") }),
]);

/** One frame as it came over the wire. */
export function parseFrame(text: string): ParsedFrame {
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    return refuse(null, "invalid_request", "The frame is not JSON.");
  }
  return readFrame(value);
}

/** One frame that is parsed JSON already. */
export function readFrame(value: unknown): ParsedFrame {
  const result = z.safeParse(frames, value);
  if (!result.success) {
    const param = result.error.issues[0]?.path.join(".") ?? "";
    return refuse(value, "invalid_request", "The frame is not one of the protocol.", param === "" ? "type" : param);
  }
  const frame = result.data;
  if (frame.type === "message") {
    const body = normaliseBody(frame.text, VISITOR_LIMITS.messageCharsMax);
    if (!body.ok) return refuse(frame, "invalid_request", BODY[body.reason], "text");
    const page = frame.page ? cleanPage(frame.page) : null;
    return { ok: true, frame: { type: "message", id: frame.id, text: body.text, ...(page ? { page } : {}) } };
  }
  if (frame.type === "feedback" && frame.comment !== undefined) {
    const body = normaliseBody(frame.comment, VISITOR_LIMITS.commentCharsMax);
    if (!body.ok && body.reason === "too_long") {
      const message = `A comment has at most ${VISITOR_LIMITS.commentCharsMax} characters.`;
      return refuse(frame, "invalid_request", message, "comment");
    }
    const { seq, vote } = frame;
    return { ok: true, frame: { type: "feedback", seq, vote, ...(body.ok ? { comment: body.text } : {}) } };
  }
  return { ok: true, frame };
}

/** The page a visitor is on, by its address without what may be secret in it. Null where it is none. */
export function cleanPage({ url, title }: PageFacts): PageFacts | null {
  if (url.length > URL_CHARS_MAX) return null;
  const parsed = URL.parse(url);
  if (!parsed || (parsed.protocol !== "https:" && parsed.protocol !== "http:")) return null;
  const line = normaliseLine(title.slice(0, TITLE_CHARS_MAX), TITLE_CHARS_MAX);
  return { url: parsed.origin + parsed.pathname, title: line.ok ? line.text : "" };
}

const BODY = {
  empty: "The message says nothing.",
  too_long: `A message has at most ${VISITOR_LIMITS.messageCharsMax} characters.`,
} as const;

/** The id goes back where there is one, so that a panel knows which of its frames was meant. */
function refuse(value: unknown, code: string, message: string, param?: string): ParsedFrame {
  const named = typeof value === "object" && value !== null && "id" in value ? value.id : undefined;
  const known = typeof named === "string" && named.length <= 64 ? { id: named } : {};
  return { ok: false, error: { type: "error", code, message, ...known, ...(param === undefined ? {} : { param }) } };
}
