import { listUntoldProjects, markProjectTold } from "@/db/queries/projects";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import type { ProjectId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { PROJECT_BOUNDS } from "../protocol";
import { projectRecord } from "./project-proof";

type Teller = Pick<Ctx, "tenantId" | "db" | "objects" | "env">;
interface State {
  id: ProjectId;
  version: number;
  paused: boolean;
}

/**
 * Tells the tenant's Meter how a project stands. It counts when this answers.
 * @throws AppError `unavailable`: kept in Postgres, and told again with the next list.
 */
export async function tellMeter(ctx: Teller, state: State): Promise<void> {
  try {
    await ctx.objects.meter(ctx.tenantId).putKey(ctx.tenantId, await projectRecord(ctx.env, ctx.tenantId, state));
  } catch (cause) {
    // Without a time to wait: the pages would say that instead of this.
    throw new AppError("unavailable", "The change is kept, but does not count yet. Try again in a moment.", { cause });
  }
  await markProjectTold(ctx.db, state.id, state.version);
}

/** The same where the caller must be answered anyhow. */
export async function tryTellMeter(ctx: Teller, state: State): Promise<void> {
  try {
    await tellMeter(ctx, state);
  } catch (error) {
    log({
      event: "project.tell_failed",
      level: "warn",
      tenantId: ctx.tenantId,
      projectId: state.id,
      cause: String(error),
    });
  }
}

/** Tells what a failure left untold. */
export async function retellMeter(ctx: Teller & Pick<Ctx, "now">): Promise<void> {
  const untold = await listUntoldProjects(ctx.db, ctx.now(), PROJECT_BOUNDS.projectsMax);
  await Promise.all(untold.map((project) => tryTellMeter(ctx, project)));
}
