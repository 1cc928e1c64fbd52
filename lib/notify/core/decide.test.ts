import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId, type PersonId, type RoomId } from "../../platform/ids";
import { decide, type DeviceState, type MessageNotice, type Situation } from "./decide";
import { DEFAULT_SETTINGS, LEVELS, type NotifySettings } from "./settings";

const me = newId<PersonId>();
const other = newId<PersonId>();
const room = newId<RoomId>();
const NOTHING = { badge: false, desktop: null, sound: false, push: false, digest: false };

const notice = (over: Partial<MessageNotice> = {}): MessageNotice => ({
  room,
  kind: "channel",
  name: "general",
  seq: 7,
  at: 0,
  author: other,
  body: "hello",
  mentioned: false,
  everybody: null,
  thread: null,
  followed: false,
  ...over,
});
const device = (over: Partial<DeviceState> = {}): DeviceState => ({
  device: "laptop",
  active: true,
  focused: false,
  desktop: true,
  activeAt: 1,
  ...over,
});
const when = (over: Partial<Omit<Situation, "settings">> & { settings?: Partial<NotifySettings> } = {}): Situation => ({
  me,
  doNotDisturb: false,
  devices: [device()],
  subscriptions: 0,
  nowMs: 1_000_000,
  ...over,
  settings: { ...DEFAULT_SETTINGS, ...over.settings },
});
const level = (chosen: (typeof LEVELS)[number]) => ({ settings: { levels: { [room]: chosen } } });

describe("whom a message concerns", () => {
  it("is nobody in a channel unless it calls them, and everybody between few people", () => {
    expect(decide(notice(), when())).toEqual(NOTHING);
    expect(decide(notice({ mentioned: true }), when())).toMatchObject({ badge: true, desktop: "laptop" });
    expect(decide(notice({ everybody: "room" }), when()).badge).toBe(true);
    expect(decide(notice({ kind: "dm", name: "" }), when())).toMatchObject({ badge: true, desktop: "laptop" });
    expect(decide(notice({ kind: "group" }), when()).desktop).toBe("laptop");
  });

  it("is whoever is here, for @here", () => {
    expect(decide(notice({ everybody: "here" }), when()).badge).toBe(true);
    expect(decide(notice({ everybody: "here" }), when({ devices: [], subscriptions: 1 }))).toEqual(NOTHING);
  });

  it("follows the level of the room", () => {
    expect(decide(notice(), when(level("all")))).toMatchObject({ badge: false, desktop: "laptop", digest: false });
    expect(decide(notice({ mentioned: true, kind: "dm" }), when(level("none")))).toEqual(NOTHING);
    expect(decide(notice({ kind: "dm" }), when(level("mentions")))).toEqual(NOTHING);
  });

  it("hears of followed threads and not of others", () => {
    expect(decide(notice({ thread: 3 }), when(level("all")))).toEqual(NOTHING);
    expect(decide(notice({ thread: 3, followed: true }), when())).toMatchObject({ desktop: "laptop", badge: false });
    expect(decide(notice({ kind: "dm", thread: 3 }), when())).toEqual(NOTHING);
  });

  it("hears of keywords", () => {
    const settings = { keywords: ["deploy"] };
    expect(decide(notice({ body: "the deploy failed" }), when({ settings })).badge).toBe(true);
    expect(decide(notice({ body: "deployment" }), when({ settings }))).toEqual(NOTHING);
  });
});

describe("where it shows", () => {
  const called = notice({ mentioned: true });
  it("is the browser that was used last, when several are at work", () => {
    const devices = [device({ device: "old", activeAt: 1 }), device({ device: "new", activeAt: 2 })];
    expect(decide(called, when({ devices, subscriptions: 2 }))).toMatchObject({ desktop: "new", push: false });
  });
  it("is nowhere while somebody sits at Parlor", () => {
    const devices = [device({ focused: true }), device({ device: "other" })];
    expect(decide(called, when({ devices, subscriptions: 1 }))).toMatchObject({
      badge: true,
      desktop: null,
      push: false,
    });
  });
  it("is the closed browsers when nobody is at work, else an idle one", () => {
    const devices = [device({ active: false })];
    expect(decide(called, when({ devices, subscriptions: 1 }))).toMatchObject({ desktop: null, push: true });
    expect(decide(called, when({ devices }))).toMatchObject({ desktop: "laptop", push: false });
    expect(decide(called, when({ devices: [], subscriptions: 1 }))).toMatchObject({ push: true });
  });
  it("is pushed when the browser at work may not show anything", () => {
    expect(decide(called, when({ devices: [device({ desktop: false })], subscriptions: 1 })).push).toBe(true);
  });
  it("rings nowhere in quiet times, and is still counted", () => {
    for (const quiet of [{ doNotDisturb: true }, { settings: { quietUntil: 2_000_000 } }]) {
      expect(decide(called, when({ ...quiet, subscriptions: 1 }))).toEqual({ ...NOTHING, badge: true, digest: true });
    }
  });
  it("is the next mail when no browser shows it, for what calls me or goes on in a thread I follow", () => {
    const away = when({ devices: [] });
    expect(decide(called, away)).toEqual({ ...NOTHING, badge: true, digest: true });
    expect(decide(notice({ thread: 3, followed: true }), away)).toEqual({ ...NOTHING, digest: true });
    expect(decide(notice(), when({ devices: [], ...level("all") })).digest).toBe(false);
    expect(decide(called, when({ devices: [], ...level("none") })).digest).toBe(false);
    expect(decide(called, when({ devices: [], settings: { digest: "off" } })).digest).toBe(false);
    expect(decide(called, when()).digest).toBe(false);
  });
  it("stays open for the mail while nobody knows whether a push arrives", () => {
    expect(decide(called, when({ devices: [], subscriptions: 1 }))).toMatchObject({ push: true, digest: true });
  });
  it("sounds only when chosen, and only where it shows", () => {
    expect(decide(called, when({ settings: { sound: true } })).sound).toBe(true);
    expect(decide(called, when({ settings: { sound: true }, devices: [] })).sound).toBe(false);
  });
});

it("whatever happens: one place at most, never for my own, never where I sit, never from a muted room", () => {
  const devices = fc.array(
    fc.record({
      device: fc.constantFrom("a", "b", "c"),
      active: fc.boolean(),
      focused: fc.boolean(),
      desktop: fc.boolean(),
      activeAt: fc.nat(9),
    }),
    { maxLength: 4 },
  );
  const notices = fc.record({
    kind: fc.constantFrom("dm" as const, "group" as const, "channel" as const),
    author: fc.constantFrom(me, other),
    mentioned: fc.boolean(),
    everybody: fc.constantFrom(null, "room" as const, "here" as const),
    thread: fc.constantFrom(null, 3),
    followed: fc.boolean(),
    body: fc.constantFrom("hello", "deploy"),
  });
  const situations = fc.record({ devices, subscriptions: fc.nat(2), doNotDisturb: fc.boolean() });
  fc.assert(
    fc.property(notices, situations, fc.constantFrom(...LEVELS), fc.boolean(), (over, around, chosen, sound) => {
      const settings = { levels: { [room]: chosen }, keywords: ["deploy"], sound };
      const decision = decide(notice(over), when({ ...around, settings }));
      expect(decision.push && decision.desktop !== null).toBe(false);
      if (over.author === me || chosen === "none") expect(decision).toEqual(NOTHING);
      const rings = decision.push || decision.desktop !== null;
      if (around.doNotDisturb || around.devices.some(({ focused, active }) => focused && active))
        expect(rings).toBe(false);
      if (decision.push) expect(around.subscriptions).toBeGreaterThan(0);
      if (decision.desktop !== null)
        expect(around.devices.some(({ device: id, desktop }) => desktop && id === decision.desktop)).toBe(true);
      if (decision.sound) expect(decision.desktop).not.toBeNull();
      if (decision.digest) expect(decision.badge || over.followed).toBe(true);
      expect(decision.digest && decision.desktop !== null).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
