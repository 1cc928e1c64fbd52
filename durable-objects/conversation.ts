import { DurableObject } from "cloudflare:workers";

/** One AI session: its turns, memory and running answer. */
export class Conversation extends DurableObject<RealtimeEnv> {}
