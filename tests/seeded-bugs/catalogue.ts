import { ASSISTANT_BUGS } from "./bugs/assistant";
import { EMBED_BUGS } from "./bugs/embed";
import { WIDGET_BUGS } from "./bugs/widget";
import { COMFORT_BUGS } from "./bugs/comfort";
import { DASHBOARD_BUGS } from "./bugs/dashboard";
import { KNOWLEDGE_BUGS } from "./bugs/knowledge";
import { LIMITS_BUGS } from "./bugs/limits";
import { LIVE_BUGS } from "./bugs/live";
import { MESSAGES_BUGS } from "./bugs/messages";
import { MODELS_BUGS } from "./bugs/models";
import { REPORTS_BUGS } from "./bugs/reports";
import { PLAYGROUND_BUGS } from "./bugs/playground";
import { ROOMS_BUGS } from "./bugs/rooms";
import { TENANTS_BUGS } from "./bugs/tenants";
import { TOOLS_BUGS } from "./bugs/tools";
import type { SeededBug } from "./seeded-bug";

/** All of them. A suite that stays green with one in place has stopped looking (`npm run test:seeded`). */
export const SEEDED_BUGS: readonly SeededBug[] = [
  ...ROOMS_BUGS,
  ...MESSAGES_BUGS,
  ...COMFORT_BUGS,
  ...MODELS_BUGS,
  ...TOOLS_BUGS,
  ...LIMITS_BUGS,
  ...TENANTS_BUGS,
  ...ASSISTANT_BUGS,
  ...EMBED_BUGS,
  ...WIDGET_BUGS,
  ...DASHBOARD_BUGS,
  ...LIVE_BUGS,
  ...REPORTS_BUGS,
  ...KNOWLEDGE_BUGS,
  ...PLAYGROUND_BUGS,
];
