import { and, eq, inArray, sql, type SQL } from "drizzle-orm";
import type { AuditEntry } from "@/lib/audit/protocol";
import type { NotifyProfile } from "@/lib/notify/core/profile";
import { DEFAULT_SETTINGS, type Level, type NotifySettings } from "@/lib/notify/core/settings";
import type { PersonId, RoomId } from "@/lib/platform/ids";
import { auditStatement } from "../audit/statement";
import type { TenantDb, TenantQuery } from "../client";
import { notifyLevels, notifyPolicy, notifySettings, pushSubscriptions } from "../schema/notify";

/** The part of the settings that is not per room. */
export type SettingsChange = Partial<Omit<NotifySettings, "version" | "levels">>;

/** A subscription as its owner may see it. */
export interface SubscriptionView {
  id: string;
  label: string;
  createdAt: number;
}

/** A person's settings and subscriptions, of one moment; the defaults where nothing was chosen. */
export async function readNotifyProfile(
  db: TenantDb,
  person: PersonId,
): Promise<Omit<NotifyProfile, "tenantSlug"> & { views: SubscriptionView[] }> {
  const [[row], levels, subscriptions] = await db.snapshot((q) => [
    q
      .select()
      .from(notifySettings)
      .where(mine(db, person, notifySettings)),
    q
      .select()
      .from(notifyLevels)
      .where(mine(db, person, notifyLevels)),
    q
      .select()
      .from(pushSubscriptions)
      .where(mine(db, person, pushSubscriptions))
      .orderBy(pushSubscriptions.createdAt, pushSubscriptions.id),
  ]);
  const { version, sound, digest, zone, keywords, quietUntil, schedule } = row ?? {
    ...DEFAULT_SETTINGS,
    quietUntil: null,
  };
  return {
    settings: {
      version,
      sound,
      digest,
      zone,
      keywords,
      quietUntil: quietUntil?.getTime() ?? null,
      schedule,
      levels: Object.fromEntries(levels.map(({ roomId, level }) => [roomId, level])),
    },
    subscriptions: subscriptions.map(({ id, endpoint, p256dh, auth, sessionId }) => ({
      id,
      endpoint,
      p256dh,
      auth,
      sessionId,
    })),
    views: subscriptions.map(({ id, label, createdAt }) => ({ id, label, createdAt: createdAt.getTime() })),
  };
}

/** Changes what is given and leaves the rest. */
export async function saveNotifySettings(db: TenantDb, person: PersonId, change: SettingsChange): Promise<void> {
  const { quietUntil, ...rest } = change;
  const values = {
    ...rest,
    ...(quietUntil === undefined ? {} : { quietUntil: quietUntil === null ? null : new Date(quietUntil) }),
  };
  await db.run((q) => [bump(q, db, person, values)]);
}

/** Sets the level of one room; null goes back to the default of its kind. */
export async function saveNotifyLevel(
  db: TenantDb,
  person: PersonId,
  room: RoomId,
  level: Level | null,
): Promise<void> {
  await db.run((q) => [
    level === null
      ? q.delete(notifyLevels).where(and(mine(db, person, notifyLevels), eq(notifyLevels.roomId, room)))
      : q
          .insert(notifyLevels)
          .values({ tenantId: db.tenantId, personId: person, roomId: room, level })
          .onConflictDoUpdate({
            target: [notifyLevels.tenantId, notifyLevels.personId, notifyLevels.roomId],
            set: { level },
          }),
    bump(q, db, person),
  ]);
}

/**
 * Keeps a browser's subscription for whoever is signed in there now, at most `max` per person (the oldest go).
 * @returns who had it before, when that was somebody else.
 */
export async function savePushSubscription(
  db: TenantDb,
  subscription: Omit<typeof pushSubscriptions.$inferInsert, "tenantId" | "createdAt">,
  max: number,
): Promise<PersonId | null> {
  const { endpoint, personId } = subscription;
  const [[before]] = await db.run((q) => [
    q
      .select({ personId: pushSubscriptions.personId })
      .from(pushSubscriptions)
      .where(and(eq(pushSubscriptions.tenantId, db.tenantId), eq(pushSubscriptions.endpoint, endpoint)))
      .for("update"),
    q
      .insert(pushSubscriptions)
      .values({ tenantId: db.tenantId, ...subscription })
      .onConflictDoUpdate({
        target: [pushSubscriptions.tenantId, pushSubscriptions.endpoint],
        set: { ...subscription, createdAt: sql`now()` },
      }),
    q.execute(sql`
      delete from push_subscriptions where tenant_id = ${db.tenantId} and person_id = ${personId} and id not in (
        select id from push_subscriptions where tenant_id = ${db.tenantId} and person_id = ${personId}
        order by created_at desc, id desc limit ${max})`),
    bump(q, db, personId),
  ]);
  if (!before || before.personId === personId) return null;
  await db.run((q) => [bump(q, db, before.personId)]);
  return before.personId;
}

/** Forgets some of a person's subscriptions: by id, those of a session, or all of them. */
export async function deletePushSubscriptions(
  db: TenantDb,
  person: PersonId,
  which: { ids: readonly string[] } | { sessionId: string } | "all",
): Promise<void> {
  await db.run((q) => [
    q.delete(pushSubscriptions).where(and(mine(db, person, pushSubscriptions), matching(which))),
    bump(q, db, person),
  ]);
}

/** What the administrators decided; the default where they did not. */
export async function readNotifyPolicy(db: TenantDb): Promise<{ hideText: boolean }> {
  const [[row]] = await db.run((q) => [
    q.select({ hideText: notifyPolicy.hideText }).from(notifyPolicy).where(eq(notifyPolicy.tenantId, db.tenantId)),
  ]);
  return row ?? { hideText: false };
}

export async function saveNotifyPolicy(
  db: TenantDb,
  policy: { hideText: boolean },
  audit: AuditEntry | null = null,
): Promise<void> {
  await db.run((q) => [
    q
      .insert(notifyPolicy)
      .values({ tenantId: db.tenantId, ...policy })
      .onConflictDoUpdate({ target: notifyPolicy.tenantId, set: policy }),
    ...(audit === null ? [] : [q.execute(auditStatement(audit))]),
  ]);
}

/** Every change makes the person's settings one version newer. */
function bump(
  q: TenantQuery,
  db: TenantDb,
  personId: PersonId,
  values: Partial<typeof notifySettings.$inferInsert> = {},
) {
  return q
    .insert(notifySettings)
    .values({ ...values, tenantId: db.tenantId, personId, version: 1 })
    .onConflictDoUpdate({
      target: [notifySettings.tenantId, notifySettings.personId],
      set: { ...values, version: sql`${notifySettings.version} + 1` },
    });
}

function mine(
  db: TenantDb,
  person: PersonId,
  table: typeof notifySettings | typeof notifyLevels | typeof pushSubscriptions,
): SQL | undefined {
  return and(eq(table.tenantId, db.tenantId), eq(table.personId, person));
}

function matching(which: Parameters<typeof deletePushSubscriptions>[2]): SQL | undefined {
  if (which === "all") return undefined;
  if ("ids" in which) return inArray(pushSubscriptions.id, [...which.ids]);
  return eq(pushSubscriptions.sessionId, which.sessionId);
}
