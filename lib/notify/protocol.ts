/** What the notification routes answer. */
import type { NotifySettings } from "./core/settings";

export interface SubscriptionView {
  id: string;
  label: string;
  createdAt: number;
}

export interface NotificationsView {
  settings: NotifySettings;
  subscriptions: SubscriptionView[];
  /** The installation's public key for push; null when it has none, so that nothing can be told to closed browsers. */
  pushKey: string | null;
  policy: { hideText: boolean };
}
