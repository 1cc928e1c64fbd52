import { AppError } from "@/lib/platform/errors";
import type { Ctx } from "../ctx";
import { assignableRoles, can, type Action, type Resource } from "../core/permissions";

/**
 * Stops a verb whose actor's role does not allow it.
 * @throws AppError `forbidden`.
 */
export function requirePermission<R extends Resource>(ctx: Pick<Ctx, "actor">, resource: R, action: Action<R>): void {
  if (allows(ctx, resource, action)) return;
  throw new AppError("forbidden", "Your role in this tenant does not allow this.");
}

/** Whether the actor's role allows this, for pages that show it or not. */
export function allows<R extends Resource>(ctx: Pick<Ctx, "actor">, resource: R, action: Action<R>): boolean {
  return can(ctx.actor.role, resource, action);
}

/** Roles the actor may give and take. */
export function rolesToGive(ctx: Pick<Ctx, "actor">): ReturnType<typeof assignableRoles> {
  return assignableRoles(ctx.actor.role);
}
