import * as z from "zod/mini";
import { listFollowedThreads } from "@/db/queries/threads";
import type { Ctx } from "@/lib/access/ctx";
import type { FollowedThread } from "../protocol";
import { tenantSlug } from "./inputs";
import { THREADS_PAGE_SIZE } from "./limits";

export const listThreadsInput = z.strictObject({
  tenant: tenantSlug,
  cursor: z.optional(z.string().check(z.maxLength(100))),
});
type Input = z.infer<typeof listThreadsInput>;

/** The threads the actor follows in all their rooms. From Postgres, so it may be a moment old; badges come live. */
export async function listThreads(
  ctx: Ctx,
  input: Input,
): Promise<{ threads: FollowedThread[]; nextCursor: string | null }> {
  return listFollowedThreads(ctx.db, ctx.actor.person, { limit: THREADS_PAGE_SIZE, cursor: input.cursor });
}
