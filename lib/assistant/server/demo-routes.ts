import { Hono } from "hono";
import { newNonce } from "@/lib/http/page-headers";
import { parseEnv } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { derivedId, type ProjectId, type TenantId } from "@/lib/platform/ids";
import { makePublicKey, parsePublicKey } from "@/lib/projects/core/public-key";
import { demoSite } from "../core/demo-site";

/**
 * A shop that is not Parlor's, with the assistant on it: the demo company's, or the one that `?project=` names, which its
 * owner wants to try before it is on their own site.
 */
export const demoRoutes = new Hono<{ Bindings: object }>().get("*", async (c) => {
  const asked = c.req.query("project");
  const isLocal = parseEnv(c.env).MAIL_MODE === "outbox";
  const publicKey = asked === undefined ? (isLocal ? await demoKey() : null) : parsePublicKey(asked) && asked;
  const page = publicKey === null ? null : demoSite(c.req.path, { publicKey, nonce: newNonce() });
  if (page === null) throw new AppError("not_found", "There is nothing at this address.");
  return c.body(page.html, 200, page.headers);
});

/** As the demo data derive it (scripts/demo/assistant.ts). */
async function demoKey(): Promise<string> {
  const [tenantId, projectId] = await Promise.all([
    derivedId<TenantId>("demo", "tenant", "demo-company"),
    derivedId<ProjectId>("demo", "project", "demo-company", "website"),
  ]);
  return makePublicKey({ tenantId, projectId });
}
