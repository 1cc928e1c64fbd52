import { tenantDb } from "@/db/client";
import { projectLaterItems } from "@/db/queries/later";
import { deletePushSubscriptions, readNotifyPolicy } from "@/db/queries/notify";
import { listPeopleByIds } from "@/db/queries/people";
import { mailerOf } from "@/lib/mail/mailer";
import type { MessageNotice } from "@/lib/notify/core/decide";
import type { DigestWaits } from "@/lib/notify/core/digest";
import type { StoredSubscription } from "@/lib/notify/core/profile";
import { type PushOutcome, sendPush } from "@/lib/notify/push/send-push";
import { digestWaits } from "@/lib/notify/server/limits";
import { sendDigest } from "@/lib/notify/server/send-digest";
import { parseEnv } from "@/lib/platform/env";
import type { PersonId, TenantId } from "@/lib/platform/ids";
import { type Tell, tellBoard } from "../board/teller";
import { workerPost } from "../egress";
import type { LaterProjector } from "../later/later";
import { registryOf } from "../outbox-registry";
import type { Own } from "./own";

/** What an inbox reaches besides the other objects. Each call looks at the environment anew: secrets may change. */
export interface InboxServices {
  /** Writes what the person keeps for later. */
  project: LaterProjector;
  /** Tells the tenant's registry when this inbox has something to do, in case its alarm is lost. */
  mark(dueAt: number): Promise<void>;
  /** Tells the tenant's board how many devices are here. */
  tell: Tell;
  push(subscription: StoredSubscription, message: { text: string; topic: string }): Promise<PushOutcome>;
  namesOf(tenantId: TenantId, people: readonly PersonId[]): Promise<Map<PersonId, string>>;
  /** Whether the tenant's administrators keep texts out of pushes and mails. */
  hidesText(tenantId: TenantId): Promise<boolean>;
  /** Mails what waits for the owner. Under one id however often it is tried. */
  sendDigest(mail: string, notices: readonly MessageNotice[]): Promise<void>;
  /** How long messages wait for a mail here. */
  digestWaits(): DigestWaits;
  forgetSubscriptions(
    tenantId: TenantId,
    person: PersonId,
    which: { ids: string[] } | { sessionId: string } | "all",
  ): Promise<void>;
}

export function inboxServices(env: RealtimeEnv, own: Own): InboxServices {
  return {
    project: (changes) => projectLaterItems(tenantDb(parseEnv(env), own.tenantId), own.person, changes),
    mark: (dueAt) => registryOf(env, own.tenantId).markInbox(own.tenantId, own.person, dueAt),
    tell: tellBoard(env, own.tenantId, "inbox", own.person),
    async push(subscription, message) {
      const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey, appOrigins } = parseEnv(env);
      if (publicKey === undefined || privateKey === undefined) return { kind: "refused" };
      const keys = { publicKey, privateKey, subject: appOrigins[0] ?? "" };
      return sendPush(workerPost(appOrigins), keys, subscription, message, Date.now());
    },
    async namesOf(tenantId, people) {
      const rows = await listPeopleByIds(tenantDb(parseEnv(env), tenantId), people);
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
    hidesText: async (tenantId) => (await readNotifyPolicy(tenantDb(parseEnv(env), tenantId))).hideText,
    sendDigest: (mail, notices) =>
      sendDigest({ env: parseEnv(env), mailer: mailerOf(env) }, own, mail, notices, Date.now()),
    digestWaits: () => digestWaits(parseEnv(env)),
    forgetSubscriptions: (tenantId, person, which) =>
      deletePushSubscriptions(tenantDb(parseEnv(env), tenantId), person, which),
  };
}
