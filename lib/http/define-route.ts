import type * as z from "zod/mini";
import { operatorCtxOf, requireOperator, type OperatorCtx } from "@/lib/operator/server/operator-ctx";
import { rememberTenant } from "@/lib/tenants/core/last-tenant";
import { accountCtx, openCtx, type AccountCtx, type OpenCtx } from "../access/server/account-ctx";
import { webEnv } from "../access/server/web-bindings";
import { sessionCtx, type SessionCtx } from "../access/server/session-ctx";
import { createRoute, type RouteHandler, type RouteScope, type RouteSpec } from "./route";

const appOrigins = () => webEnv().appOrigins;

const tenantScope: RouteScope<SessionCtx> = {
  appOrigins,
  admit: (request, params) => sessionCtx(request, params.tenant ?? ""),
  headers(ctx, request) {
    const secure = new URL(request.url).protocol === "https:";
    const cookie = rememberTenant(request.headers.get("cookie"), ctx.tenantSlug, secure);
    const headers: Record<string, string> = cookie === null ? {} : { "set-cookie": cookie };
    return headers;
  },
};

const accountScope: RouteScope<AccountCtx> = { appOrigins, admit: (request) => accountCtx(request) };

const operatorScope: RouteScope<OperatorCtx> = {
  appOrigins,
  async admit(request) {
    const { account, runtime, requestId, now } = await accountCtx(request);
    const operator = await requireOperator(runtime.env, account);
    return operatorCtxOf(runtime.bindings, { requestId, operator, now });
  },
};

const openScope: RouteScope<OpenCtx> = { appOrigins, admit: async (request) => openCtx(request) };

/** A route under /api/t/[tenant]: the caller is signed in and a person of that tenant, or the answer is an error. */
export function defineRoute<S extends z.ZodMiniType, O extends object>(
  spec: RouteSpec<SessionCtx, S, O>,
): RouteHandler {
  return createRoute(tenantScope, spec);
}

/** A route of a signed-in account outside any tenant. */
export function defineAccountRoute<S extends z.ZodMiniType, O extends object>(
  spec: RouteSpec<AccountCtx, S, O>,
): RouteHandler {
  return createRoute(accountScope, spec);
}

/** A route of the installation's operators: for every other account there is none. */
export function defineOperatorRoute<S extends z.ZodMiniType, O extends object>(
  spec: RouteSpec<OperatorCtx, S, O>,
): RouteHandler {
  return createRoute(operatorScope, spec);
}

/** A route that nobody signs in for: what the input holds is the proof. */
export function defineOpenRoute<S extends z.ZodMiniType, O extends object>(
  spec: RouteSpec<OpenCtx, S, O>,
): RouteHandler {
  return createRoute(openScope, spec);
}
