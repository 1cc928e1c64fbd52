import defaultConfig from "lighthouse/core/config/default-config.js";

/**
 * Audits of performance that are part of no score: what only they need is not gathered. For one of them, the browser counts
 * which functions ran, for which it walks through all of the page's memory: a task of 100 to 330 ms that would be taken
 * for the page's own.
 */
export const UNSCORED_AUDITS: string[] = (defaultConfig.categories?.performance?.auditRefs ?? [])
  .filter(({ weight }) => weight === 0)
  .map(({ id }) => id);
