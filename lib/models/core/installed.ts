import type { ModelEntry } from "./model";

/** A model of the installation, as administrators see it. */
export type InstalledModel = ModelEntry & {
  /** Whether the tenant's tier allows it. */
  inTier: boolean;
};

/** Who may ask the realtime Worker for the list: the web Worker, by a token of the installation's own secret. */
export const MODELS_AUDIENCE = "parlor:models";
