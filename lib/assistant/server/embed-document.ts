import { newNonce } from "@/lib/http/page-headers";
import type { Env } from "@/lib/platform/env";
import { textsFor } from "@/lib/projects/core/own-texts";
import type { EmbedConfig, ProjectFacts } from "@/lib/projects/protocol";
import { EMBED_ASSETS } from "../core/embed-assets";
import { embedPage } from "../core/embed-page";
import { languageOf } from "../core/words";
import { VISITOR_PROTOCOL } from "../protocol";
import { challengeOf } from "./turnstile";

/** The document of the panel's frame. A paused project has one too: the panel says so politely. */
export function embedDocument(
  env: Env,
  publicKey: string,
  facts: ProjectFacts,
  { origin, language: asked }: { origin: string; language: string | undefined },
): Response {
  const language = languageOf(asked, facts.language);
  const config: EmbedConfig = {
    project: publicKey,
    version: `${VISITOR_PROTOCOL}.${facts.version}`,
    theme: facts.theme,
    language,
    texts: textsFor(facts, language),
    anonymous: facts.allowAnonymous,
    consent: facts.consent,
    turnstileSiteKey: facts.requireTurnstile ? (challengeOf(env)?.siteKey ?? null) : null,
    origins: facts.origins,
    state: !facts.tenantActive ? "suspended" : facts.paused ? "paused" : "open",
  };
  const { html, headers } = embedPage({ config, assets: EMBED_ASSETS, nonce: newNonce(), origin });
  return new Response(html, { headers });
}

/** The same for a key that is foreign, missing or no key at all. */
export function noDocument(): Response {
  return new Response("Not found", {
    status: 404,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
