/** What the admin API takes and answers, for its document. The verbs judge the same fields once more, by their exact rules. */
import * as z from "zod";
import { KEY_SCOPES, TIERS } from "@/lib/quotas/protocol";
import { CONFIG_BOUNDS } from "@/lib/tenants/protocol";

const nanoUsd = "In nano US dollars: 1 USD is 1,000,000,000.";
const at = z.int().meta({ description: "Milliseconds since 1970." });
const quota = z.int().min(0).nullable();

export const tenantPath = z.object({ id: z.uuid().meta({ description: "The tenant's id." }) });
export const keyPath = tenantPath.extend({ key: z.uuid() });

export const ownQuotas = z
  .strictObject({
    requestsPerMonth: quota.optional(),
    tokensPerMonth: quota.optional(),
    costPerMonth: quota.optional().meta({ description: nanoUsd }),
    concurrentStreams: quota.optional(),
  })
  .meta({ description: "What differs from the tier's own, all of it anew. Null is no limit." });

const configFields = {
  tier: z.enum(TIERS).optional(),
  quotas: ownQuotas.optional(),
  defaultModel: z.string().max(CONFIG_BOUNDS.nameCharsMax).nullable().optional(),
  systemPrompt: z.string().max(CONFIG_BOUNDS.promptCharsMax).optional(),
  models: z.array(z.string()).max(CONFIG_BOUNDS.namesMax).nullable().optional(),
  tools: z.array(z.string()).max(CONFIG_BOUNDS.namesMax).nullable().optional(),
  zone: z.string().max(64).optional().meta({ description: "IANA name; months begin at its midnight." }),
  apiOrigins: z
    .array(z.string().max(300))
    .max(CONFIG_BOUNDS.originsMax)
    .optional()
    .meta({ description: "Exact origins of pages that may call the API from a browser." }),
  retentionDays: z.int().min(1).max(CONFIG_BOUNDS.retentionDaysMax).nullable().optional().meta({
    description:
      "Sessions that nothing has changed for so many days are deleted with every message, within the hour. Null keeps them.",
  }),
  brandAccent: z.string().max(7).nullable().optional(),
  brandLogo: z.string().max(2_000).nullable().optional(),
};

export const newTenant = z.strictObject({
  name: z.string().max(400),
  slug: z.string().max(100).meta({ description: "Its address: /slug." }),
  ownerEmail: z.string().max(254).meta({ description: "Gets an invitation by mail." }),
  tier: configFields.tier,
  quotas: configFields.quotas,
});

export const tenantChange = z.strictObject({ name: z.string().max(400).optional(), ...configFields });

export const tenantQuery = z.strictObject({
  q: z.string().max(200).optional().meta({ description: "Part of a name or address, or an id." }),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
});

const summaryFields = {
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  state: z.enum(["active", "suspended", "deleted"]).meta({ description: "deleted: erased at deletionDueAt." }),
  tier: z.enum(TIERS),
  members: z.int(),
  createdAt: at,
  suspendedAt: at.nullable(),
  deletionDueAt: at.nullable(),
};
const allQuotas = z.object({
  requestsPerMonth: quota,
  tokensPerMonth: quota,
  costPerMonth: quota,
  concurrentStreams: quota,
});

export const tenantView = z
  .object({
    ...summaryFields,
    config: z.object({
      version: z.int(),
      tier: z.enum(TIERS),
      quotas: allQuotas,
      ownQuotas: allQuotas.partial(),
      defaultModel: z.string().nullable(),
      systemPrompt: z.string(),
      models: z.array(z.string()).nullable(),
      tools: z.array(z.string()).nullable(),
      zone: z.string(),
      apiOrigins: z.array(z.string()),
      retentionDays: z.int().nullable(),
      brandAccent: z.string().nullable(),
      brandLogo: z.string().nullable(),
    }),
  })
  .meta({ id: "Tenant" });

export const tenantPage = z
  .object({ tenants: z.array(z.object(summaryFields)), total: z.int(), page: z.int(), pages: z.int() })
  .meta({ id: "TenantPage" });

export const tenantUsage = z
  .object({
    from: at,
    until: at,
    requests: z.int(),
    tokens: z.int(),
    cost: z.int().meta({ description: nanoUsd }),
    reservedTokens: z.int(),
    reservedCost: z.int(),
    openStreams: z.int(),
  })
  .meta({ id: "TenantUsage" });

const limit = z.int().min(1).nullable();
const limits = z.strictObject({
  requestsPerMinute: limit,
  burst: limit,
  tokensPerHour: limit,
  concurrentStreams: limit,
  costPerMonth: limit.meta({ description: nanoUsd }),
});

export const newKey = z.strictObject({
  name: z.string().max(400),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1),
  limits,
  models: z.array(z.string()).nullable(),
  tools: z.array(z.string()).nullable(),
  expiresAt: at.nullable(),
});

const keyView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    shown: z.string().meta({ description: "The few characters that tell it from others." }),
    scopes: z.array(z.enum(KEY_SCOPES)),
    limits,
    models: z.array(z.string()).nullable(),
    tools: z.array(z.string()).nullable(),
    createdAt: at,
    expiresAt: at.nullable(),
    endsAt: at.nullable(),
    lastUsedAt: at.nullable(),
  })
  .meta({ id: "TenantKey" });

export const keyAnswer = z.object({ key: keyView });
export const keyList = z.object({ keys: z.array(keyView) });
export const madeKey = z.object({
  key: keyView,
  text: z.string().nullable().meta({ description: "The key itself, in the first answer alone: a repeat has null." }),
});
