import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import { decodeCursor } from "@/lib/sessions/core/cursor";
import { RUN_STATUSES } from "../core/limits";
import type { CallsPlace, NamedRun, RunsQuery } from "../protocol";
import { listNamedRuns } from "./list-runs";
import type { PersonCaller } from "./tool-caller";

export const CALLS_PER_PAGE = 50;

/** What an address asks for; what makes no sense is left out. */
export const callsWish = {
  status: z.catch(z.optional(z.enum(RUN_STATUSES)), undefined),
  before: z.catch(
    z.optional(z.string().check(z.refine((text) => text.length <= 200 && decodeCursor(text) !== null))),
    undefined,
  ),
};

/** A page of the calls of the tenant's tools, and above it those that wait, with what they would be called with. */
export async function listCalls(ctx: Ctx, asked: Record<string, unknown>): Promise<CallsPlace> {
  requirePermission(ctx, "tool", "manage");
  const { status, before } = z.parse(z.object(callsWish), asked);
  const [page, waiting] = await Promise.all([
    readCalls(ctx, { limit: CALLS_PER_PAGE, status, cursor: before }),
    readCalls(ctx, { limit: CALLS_PER_PAGE, status: "pending" }),
  ]);
  return {
    status: status ?? null,
    // What they would be called with stands with those that wait, once.
    calls: page.data.map((call) => ({ ...call, run: { ...call.run, arguments: undefined } })),
    newest: before === undefined,
    older: page.next_cursor,
    waiting: waiting.data,
    moreWaiting: waiting.has_more,
  };
}

/** Calls as the log has them, newest first. Whoever asks was proved to manage the tools. */
export function readCalls(
  ctx: Ctx,
  query: RunsQuery,
): Promise<{ data: NamedRun[]; has_more: boolean; next_cursor: string | null }> {
  const reads = { tenantId: ctx.tenantId, db: ctx.db, secret: ctx.env.INTERNAL_SECRET, now: () => ctx.now() };
  const caller: PersonCaller = { person: ctx.actor.person, policy: { tools: null } };
  return listNamedRuns(reads, caller, query);
}
