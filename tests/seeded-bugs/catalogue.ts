import { ASSISTANT_BUGS } from "./bugs/assistant";
import { COMFORT_BUGS } from "./bugs/comfort";
import { DASHBOARD_BUGS } from "./bugs/dashboard";
import { LIMITS_BUGS } from "./bugs/limits";
import { MESSAGES_BUGS } from "./bugs/messages";
import { MODELS_BUGS } from "./bugs/models";
import { REPORTS_BUGS } from "./bugs/reports";
import { ROOMS_BUGS } from "./bugs/rooms";
import { TENANTS_BUGS } from "./bugs/tenants";
import type { SeededBug } from "./seeded-bug";

/** All of them. A suite that stays green with one in place has stopped looking (`npm run test:seeded`). */
export const SEEDED_BUGS: readonly SeededBug[] = [
  ...ROOMS_BUGS,
  ...MESSAGES_BUGS,
  ...COMFORT_BUGS,
  ...MODELS_BUGS,
  ...LIMITS_BUGS,
  ...TENANTS_BUGS,
  ...ASSISTANT_BUGS,
  ...DASHBOARD_BUGS,
  ...REPORTS_BUGS,
];
