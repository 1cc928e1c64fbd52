import { DurableObject } from "cloudflare:workers";

/** A tenant's quotas, limits, keys and reservations. */
export class Meter extends DurableObject<RealtimeEnv> {}
