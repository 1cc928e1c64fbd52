import { listUntoldKeys, markKeyTold } from "@/db/queries/api-keys";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import type { KeyRecord } from "@/lib/quotas/protocol";
import { KEY_BOUNDS } from "../protocol";

type Teller = Pick<Ctx, "tenantId" | "db" | "objects">;

/**
 * Tells the tenant's Meter how a key stands. It counts when this answers.
 * @throws AppError `unavailable`: kept in Postgres, and told again with the next list.
 */
export async function tellMeter(ctx: Teller, record: KeyRecord): Promise<void> {
  try {
    await ctx.objects.meter(ctx.tenantId).putKey(ctx.tenantId, record);
  } catch (cause) {
    // Without a time to wait: the pages would say that instead of this.
    throw new AppError("unavailable", "The change is kept, but does not count yet. Try again in a moment.", { cause });
  }
  await markKeyTold(ctx.db, record.keyId, record.version);
}

/** The same where the caller must be answered anyhow; false when the Meter could not be told. */
export async function tryTellMeter(ctx: Teller, record: KeyRecord): Promise<boolean> {
  try {
    await tellMeter(ctx, record);
    return true;
  } catch (error) {
    log({ event: "key.tell_failed", level: "warn", tenantId: ctx.tenantId, keyId: record.keyId, cause: String(error) });
    return false;
  }
}

/** Tells what a failure left untold. */
export async function retellMeter(ctx: Teller): Promise<void> {
  const untold = await listUntoldKeys(ctx.db, KEY_BOUNDS.listedMax);
  await Promise.all(untold.map(({ record }) => tryTellMeter(ctx, record)));
}
