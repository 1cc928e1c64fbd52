import type { Ctx } from "@/lib/access/ctx";
import { requirePermission } from "@/lib/access/server/require-permission";
import type { KeyScope } from "@/lib/quotas/protocol";

/**
 * Stops somebody from giving a key what they may not do themselves. Whoever manages keys may let one talk to models;
 * what a key reads about the tenant, they must be allowed to read.
 * @throws AppError `forbidden`.
 */
export function requireKeyRights(ctx: Pick<Ctx, "actor">, scopes: readonly KeyScope[]): void {
  requirePermission(ctx, "key", "manage");
  for (const scope of scopes) requireScope(ctx, scope);
}

function requireScope(ctx: Pick<Ctx, "actor">, scope: KeyScope): void {
  switch (scope) {
    case "usage":
      return requirePermission(ctx, "usage", "read");
    case "models":
      return requirePermission(ctx, "model", "read");
    case "chat":
    case "embeddings":
    case "sessions":
    case "tools":
      return;
    default:
      return scope satisfies never;
  }
}
