import { AppError } from "@/lib/platform/errors";
import type { Ctx } from "../ctx";
import { can, type Action, type Resource } from "../core/permissions";

/**
 * Stops a verb whose actor's role does not allow it.
 * @throws AppError `forbidden`.
 */
export function requirePermission<R extends Resource>(ctx: Pick<Ctx, "actor">, resource: R, action: Action<R>): void {
  if (can(ctx.actor.role, resource, action)) return;
  throw new AppError("forbidden", "Your role in this workspace does not allow this.");
}
