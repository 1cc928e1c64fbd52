import type { ApiRoute } from "../route";
import { tenantKeyRoutes } from "./keys";
import { tenantRoutes } from "./tenants";

/** Every path of the admin API. */
export const adminRoutes: readonly ApiRoute[] = [...tenantRoutes, ...tenantKeyRoutes];
