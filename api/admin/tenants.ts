import { changeTenant, changeTenantInput } from "@/lib/operator/server/change-tenant";
import { deleteTenant, reactivate, suspend } from "@/lib/operator/server/change-state";
import { createTenantFor, createTenantInput } from "@/lib/operator/server/create-tenant";
import { getTenant, getTenantInput } from "@/lib/operator/server/get-tenant";
import { listTenants } from "@/lib/operator/server/list-tenants";
import { showTenantUsage } from "@/lib/operator/server/show-usage";
import { parseInput } from "@/lib/http/parse-input";
import { tableRoute, type ApiRoute } from "../route";
import { answerOnce } from "./once";
import { operatorDoor } from "./operator-door";
import { newTenant, tenantChange, tenantPage, tenantPath, tenantQuery, tenantUsage, tenantView } from "./schemas";

const tag = "Administration";
const theTenant = { 200: { description: "The tenant as it is now.", schema: tenantView } };

const STATES = [
  [
    "suspend",
    suspend,
    "Suspend a tenant",
    "At once and everywhere: pages, sockets and keys. A repeat finishes what failed.",
  ],
  ["reactivate", reactivate, "Bring a tenant back", "Also one that was deleted, while its 30 days last."],
] as const;

/** `/admin/tenants`: tenants as the installation's operators manage them. */
export const tenantRoutes: readonly ApiRoute[] = [
  tableRoute(
    operatorDoor,
    {
      method: "get",
      path: "/admin/tenants",
      tag,
      summary: "List tenants",
      query: tenantQuery,
      answers: { 200: { description: "A page of them, by name.", schema: tenantPage } },
    },
    async ({ c, who, query }) => c.json(await listTenants(who, query)),
  ),
  tableRoute(
    operatorDoor,
    {
      method: "post",
      path: "/admin/tenants",
      tag,
      summary: "Make a tenant",
      description: "Its owner is invited by mail. Takes an Idempotency-Key.",
      body: newTenant,
      answers: { 201: { description: "The tenant.", schema: tenantView } },
    },
    (call) =>
      answerOnce(call, async () => ({
        body: await createTenantFor(call.who, parseInput(createTenantInput, { ...call.body })),
      })),
  ),
  tableRoute(
    operatorDoor,
    {
      method: "get",
      path: "/admin/tenants/{id}",
      tag,
      summary: "Read a tenant",
      params: tenantPath,
      answers: theTenant,
    },
    async ({ c, who, params }) => c.json(await getTenant(who, parseInput(getTenantInput, params))),
  ),
  tableRoute(
    operatorDoor,
    {
      method: "put",
      path: "/admin/tenants/{id}",
      tag,
      summary: "Change a tenant",
      description: "What is not named stays as it is. What the tenant may use counts when this answers.",
      params: tenantPath,
      body: tenantChange,
      answers: theTenant,
    },
    async ({ c, who, params, body }) =>
      c.json(await changeTenant(who, parseInput(changeTenantInput, { ...body, id: params.id }))),
  ),
  tableRoute(
    operatorDoor,
    {
      method: "delete",
      path: "/admin/tenants/{id}",
      tag,
      summary: "Delete a tenant",
      description: "It is suspended now and erased after 30 days, unless it is reactivated before.",
      params: tenantPath,
      answers: theTenant,
    },
    async ({ c, who, params }) => c.json(await deleteTenant(who, parseInput(getTenantInput, params))),
  ),
  ...STATES.map(([name, verb, summary, description]) =>
    tableRoute(
      operatorDoor,
      {
        method: "post",
        path: `/admin/tenants/{id}/${name}`,
        tag,
        summary,
        description,
        params: tenantPath,
        answers: theTenant,
      },
      async ({ c, who, params }) => c.json(await verb(who, parseInput(getTenantInput, params))),
    ),
  ),
  tableRoute(
    operatorDoor,
    {
      method: "get",
      path: "/admin/tenants/{id}/usage",
      tag,
      summary: "A tenant's use this month",
      params: tenantPath,
      answers: { 200: { description: "Exact, as its Meter counts it.", schema: tenantUsage } },
    },
    async ({ c, who, params }) => c.json(await showTenantUsage(who, parseInput(getTenantInput, params))),
  ),
];
