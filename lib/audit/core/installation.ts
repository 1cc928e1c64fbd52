import type { TenantId } from "@/lib/platform/ids";

/** Whose log holds what operators did: no tenant has this id, so it outlives all of them. */
export const INSTALLATION = "00000000-0000-8000-8000-000000000000" as TenantId;
