import type { NotifySettings } from "./settings";

/** A browser that asked to be told while closed. */
export interface StoredSubscription {
  id: string;
  endpoint: string;
  /** Its public key and secret, base64url. */
  p256dh: string;
  auth: string;
  sessionId: string;
}

/** All that an inbox must know to tell its person of messages. */
export interface NotifyProfile {
  /** The tenant's, for links. */
  tenantSlug: string;
  settings: NotifySettings;
  subscriptions: StoredSubscription[];
}
