import { DurableObject } from "cloudflare:workers";
export class Inbox extends DurableObject<RealtimeEnv> { async joined() {} async hint() { return false; } }
