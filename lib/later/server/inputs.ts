/** Fields that the verbs of this domain share. */
import * as z from "zod/mini";
import { LIMITS } from "@/lib/rooms/protocol";

/** A message's place in its room. */
export const seqField = z.int().check(z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER));

/** A moment, Unix ms. How far ahead it may lie is the inbox's to say. */
export const momentField = z.int().check(z.minimum(0), z.maximum(8_640_000_000_000_000));

/** Raw text of a message; the inbox trims it and says whether it is too long. */
export const bodyField = z.string().check(z.minLength(1), z.maxLength(LIMITS.bodyCharsMax * 2));
