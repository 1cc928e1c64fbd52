import type { Ctx } from "@/lib/access/ctx";
import { errorFacts, log } from "@/lib/platform/log";

type Read<T> = { ok: true; value: T } | { ok: false };

/** Postgres may be away; a room goes on without it. */
export async function fromPostgres<T>(ctx: Ctx, read: () => Promise<T>): Promise<Read<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    log({ event: "room.history_fallback", level: "warn", requestId: ctx.requestId, ...errorFacts(error) });
    return { ok: false };
  }
}
