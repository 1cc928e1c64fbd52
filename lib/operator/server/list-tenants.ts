import * as z from "zod/mini";
import { listAllTenants } from "@/db/queries/operators";
import { readTenantConfig } from "@/db/queries/tenant-config";
import { OPERATOR_BOUNDS, type TenantPage } from "../protocol";
import { toSummary } from "./get-tenant";
import type { OperatorCtx } from "./operator-ctx";

export const listTenantsInput = z.object({
  q: z.catch(z.string().check(z.trim(), z.maxLength(200)), ""),
  page: z.catch(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100_000)), 1),
});

/** Every tenant of the installation by name, a page at a time; one past the end is the last. */
export async function listTenants(ctx: OperatorCtx, asked: Record<string, unknown>): Promise<TenantPage> {
  const { q: query, page: wished } = z.parse(listTenantsInput, asked);
  const size = OPERATOR_BOUNDS.pageSize;
  const found = await listAllTenants(ctx.auth, { query, page: wished, size });
  const pages = Math.max(1, Math.ceil(found.total / size));
  const page = Math.min(wished, pages);
  const { tenants } = page === wished ? found : await listAllTenants(ctx.auth, { query, page, size });
  const shown = await Promise.all(
    tenants.map(async (facts) => toSummary(facts, (await readTenantConfig(ctx.tenant(facts.id))).tier)),
  );
  return { tenants: shown, total: found.total, page, pages };
}
