import { keyDoor } from "../principal";
import { tableRoute } from "../route";
import { usageView } from "../schemas";

/** `GET /v1/usage`: this month, exact, straight from the Meter. */
export const usageRoutes = [
  tableRoute(
    keyDoor("usage"),
    {
      method: "get",
      path: "/v1/usage",
      tag: "Usage",
      summary: "This month's use",
      description:
        "What the organisation of this key has used since its month began, in its own time zone, and what running calls have reserved. Costs are in nano US dollars.",
      answers: { 200: { description: "The use.", schema: usageView } },
    },
    async ({ c, who }) => {
      const { from, until, requests, tokens, cost, ...running } = await who.meter.usage(who.tenantId);
      const { quotas } = who.policy;
      return c.json({
        object: "usage",
        from,
        until,
        requests: { used: requests, limit: quotas.requestsPerMonth },
        tokens: { used: tokens, reserved: running.reservedTokens, limit: quotas.tokensPerMonth },
        cost: { used: cost, reserved: running.reservedCost, limit: quotas.costPerMonth },
        streams: { open: running.openStreams, limit: quotas.concurrentStreams },
      });
    },
  ),
];
