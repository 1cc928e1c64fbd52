import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "@/lib/notify/core/settings";
import { newId, type PersonId, type RoomId } from "@/lib/platform/ids";
import { withDatabase } from "../testing/database";
import * as notify from "./notify";

const database = withDatabase();
const made = (personId: PersonId, over: object = {}) => ({
  id: newId(),
  personId,
  endpoint: `https://push.example/${newId()}`,
  p256dh: "key",
  auth: "secret",
  sessionId: "s1",
  label: "Firefox on Linux",
  ...over,
});

describe("a person's notifications", () => {
  it("stand at the defaults, and change part by part, each time one version newer", async () => {
    const db = database.tenant();
    const [me, room] = [newId<PersonId>(), newId<RoomId>()];
    const read = async () => (await notify.readNotifyProfile(db, me)).settings;
    expect(await read()).toEqual(DEFAULT_SETTINGS);
    const schedule = { zone: "UTC", days: [{ from: 1, to: 2 }, null, null, null, null, null, null] };
    await notify.saveNotifySettings(db, me, { keywords: ["deploy"], schedule, quietUntil: 1_700_000_000_000 });
    await notify.saveNotifySettings(db, me, { sound: true, quietUntil: null });
    await notify.saveNotifyLevel(db, me, room, "all");
    await notify.saveNotifyLevel(db, me, room, "none");
    expect(await read()).toEqual({
      ...DEFAULT_SETTINGS,
      version: 4,
      sound: true,
      keywords: ["deploy"],
      schedule,
      levels: { [room]: "none" },
    });
    await notify.saveNotifyLevel(db, me, room, null);
    expect(await read()).toMatchObject({ version: 5, levels: {} });
    expect((await notify.readNotifyProfile(db, newId<PersonId>())).settings).toEqual(DEFAULT_SETTINGS);
  });

  it("go to the browsers that subscribed, the newest so many, one person each", async () => {
    const db = database.tenant();
    const [me, other] = [newId<PersonId>(), newId<PersonId>()];
    const shared = made(me);
    expect(await notify.savePushSubscription(db, shared, 2)).toBeNull();
    expect(await notify.savePushSubscription(db, { ...shared, id: newId() }, 2)).toBeNull();
    expect((await notify.readNotifyProfile(db, me)).subscriptions).toHaveLength(1);
    expect(await notify.savePushSubscription(db, { ...shared, id: newId(), personId: other }, 2)).toBe(me);
    expect((await notify.readNotifyProfile(db, me)).subscriptions).toEqual([]);
    for (let i = 0; i < 3; i++) await notify.savePushSubscription(db, made(me, { label: `${i}` }), 2);
    const { views, subscriptions } = await notify.readNotifyProfile(db, me);
    expect(views.map(({ label }) => label)).toEqual(["1", "2"]);
    await notify.deletePushSubscriptions(db, other, { ids: subscriptions.map(({ id }) => id) });
    expect((await notify.readNotifyProfile(db, me)).subscriptions).toHaveLength(2);
    await notify.deletePushSubscriptions(db, me, { ids: [subscriptions[0]?.id ?? ""] });
    await notify.deletePushSubscriptions(db, me, { sessionId: "another" });
    expect((await notify.readNotifyProfile(db, me)).subscriptions).toHaveLength(1);
    await notify.deletePushSubscriptions(db, me, { sessionId: "s1" });
    expect((await notify.readNotifyProfile(db, me)).subscriptions).toEqual([]);
  });
});

it("lets a tenant decide whether mails show text", async () => {
  const db = database.tenant();
  expect(await notify.readNotifyPolicy(db)).toEqual({ hideText: false });
  await notify.saveNotifyPolicy(db, { hideText: true });
  await notify.saveNotifyPolicy(db, { hideText: true });
  expect(await notify.readNotifyPolicy(db)).toEqual({ hideText: true });
});
