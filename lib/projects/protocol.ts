/** A project: one assistant on a tenant's own site. Bounds, and what dashboard, embed and assistant know of it. */
import type { GuardPolicy } from "../guard/protocol";
import type { ProjectId, TenantId } from "../platform/ids";

export const EMBED_LANGUAGES = ["en", "de", "fr", "es", "pt", "ar"] as const;
export type EmbedLanguage = (typeof EMBED_LANGUAGES)[number];

export const PROJECT_BOUNDS = {
  projectsMax: 50,
  nameCharsMax: 80,
  originsMax: 20,
  textCharsMax: 500,
  instructionsCharsMax: 8_000,
  suggestionsMax: 6,
  /** Two while one follows the other. */
  secretsMax: 2,
} as const;

export interface ProjectTheme {
  /** `#rrggbb`. Text on it is chosen for contrast. */
  accent: string;
  scheme: "auto" | "light" | "dark";
  position: "right" | "left";
  /** Pixels from the window's edges. */
  offsetX: number;
  offsetY: number;
  radius: "none" | "medium" | "large";
  icon: "chat" | "question" | "spark";
  /** A `data:` address of a small picture: the panel loads no pictures from elsewhere. */
  logoUrl: string | null;
}

/** What the panel says. A missing language falls back to English, a missing text to the product's own. */
export interface ProjectTexts {
  name: string;
  greeting: string;
  placeholder: string;
  suggestions: string[];
  /** Shown under the composer and asked before the first message where `consent` is set. */
  notice: string;
}

export interface ProjectSettings {
  name: string;
  paused: boolean;
  allowAnonymous: boolean;
  /** Exact origins (`https://shop.example`) that may embed it. Empty: nowhere but the product's own demo page. */
  origins: string[];
  theme: ProjectTheme;
  language: EmbedLanguage;
  texts: Partial<Record<EmbedLanguage, Partial<ProjectTexts>>>;
  /** Null: the router chooses. */
  model: string | null;
  instructions: string;
  guard: GuardPolicy;
  /** Below this confidence the assistant says that it does not know. Null: the calibrated bound. */
  minConfidence: number | null;
  requireTurnstile: boolean;
  consent: boolean;
}

/** As the dashboard lists and edits it. */
export interface ProjectView extends ProjectSettings {
  id: ProjectId;
  /** What the script tag names: `data-project`. Public; says which tenant and project, nothing more. */
  publicKey: string;
  version: number;
  createdAt: number;
  updatedAt: number;
  /** Keys of identity tokens, newest first. The secret itself is shown once, when it is made. */
  secrets: { kid: string; createdAt: number; endsAt: number | null }[];
}

/** The only answer that holds a secret. */
export interface MadeSecret {
  kid: string;
  /** The secret itself. */
  secret: string;
  project: ProjectView;
}

/** What a turn or a new session needs, from an isolate's cache of a few seconds. No secret in it is ever logged. */
export interface ProjectFacts extends ProjectSettings {
  tenantId: TenantId;
  id: ProjectId;
  version: number;
  tenantActive: boolean;
  /** HMAC secrets that count now. */
  secrets: { kid: string; secret: string }[];
}

/** What `/embed/{publicKey}` hands to the panel. Nothing in it is a secret. */
export interface EmbedConfig {
  project: string;
  /** The document's own version of panel and wire. */
  version: string;
  theme: ProjectTheme;
  language: EmbedLanguage;
  texts: ProjectTexts;
  anonymous: boolean;
  consent: boolean;
  /** Null: no challenge before the first message. */
  turnstileSiteKey: string | null;
  /** Exact origins whose pages may be the parent. */
  origins: string[];
  /** `suspended`, `paused`: the panel shows a polite notice and no composer. */
  state: "open" | "paused" | "suspended";
}
