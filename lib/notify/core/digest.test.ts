import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newId, type PersonId, type RoomId } from "../../platform/ids";
import type { MessageNotice } from "./decide";
import { DIGEST_WAITS, digestDueAt, groupDigest, nextNine } from "./digest";
import { wallClock } from "./quiet";
import type { DigestChoice } from "./settings";

const at = (text: string) => Date.parse(text);
const MINUTE = 60_000;
const noon = at("2026-03-10T12:00:00Z");

describe("when a mail is due", () => {
  const due = (digest: DigestChoice, waits: { oldestAt?: number | null; awaySince?: number | null } = {}) =>
    digestDueAt({ digest, zone: "Europe/Berlin" }, { oldestAt: noon, awaySince: 0, ...waits }, DIGEST_WAITS);

  it("is so long after the message as was chosen", () => {
    expect(due("off")).toBeNull();
    expect(due("short")).toBe(noon + 15 * MINUTE);
    expect(due("long")).toBe(noon + 60 * MINUTE);
    expect(due("daily")).toBe(at("2026-03-11T08:00:00Z"));
  });

  it("counts from the moment the person left, and is never while they are here or nothing waits", () => {
    expect(due("short", { awaySince: noon + 20 * MINUTE })).toBe(noon + 35 * MINUTE);
    expect(due("short", { awaySince: null })).toBeNull();
    expect(due("daily", { oldestAt: null })).toBeNull();
  });
});

describe("nine in the morning", () => {
  it.each([
    ["2026-03-10T07:59:59Z", "Europe/Berlin", "2026-03-10T08:00:00Z"],
    ["2026-03-10T08:00:00Z", "Europe/Berlin", "2026-03-11T08:00:00Z"],
    // The clocks go forward on the 29th and back on the 25th.
    ["2026-03-28T12:00:00Z", "Europe/Berlin", "2026-03-29T07:00:00Z"],
    ["2026-10-24T12:00:00Z", "Europe/Berlin", "2026-10-25T08:00:00Z"],
    ["2026-03-10T12:00:00Z", "Asia/Kathmandu", "2026-03-11T03:15:00Z"],
    ["2026-03-10T12:00:00Z", "Pacific/Kiritimati", "2026-03-10T19:00:00Z"],
  ])("after %s in %s is %s", (after, zone, expected) => {
    expect(new Date(nextNine(at(after), zone)).toISOString()).toBe(new Date(at(expected)).toISOString());
  });

  it("comes within 25 hours, whenever and wherever", () => {
    const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata");
    const moments = fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2027-01-01T00:00:00Z") });
    fc.assert(
      fc.property(moments, zones, (after, zone) => {
        const nine = nextNine(after, zone);
        expect(wallClock(nine, zone).minutes).toBe(9 * 60);
        expect(nine).toBeGreaterThan(after);
        expect(nine - after).toBeLessThanOrEqual(25 * 60 * MINUTE);
      }),
      { numRuns: 300 },
    );
  });
});

describe("what a mail holds", () => {
  const [general, talk] = [newId<RoomId>(), newId<RoomId>()];
  const notice = (room: RoomId, seq: number, when: number): MessageNotice => ({
    room,
    seq,
    at: when,
    kind: "channel",
    name: "general",
    author: newId<PersonId>(),
    body: `${seq}`,
    mentioned: true,
    everybody: null,
    thread: null,
    followed: false,
  });

  it("is grouped by room, each in order, the room that waited longest first", () => {
    const { rooms, count, moreRooms } = groupDigest([
      notice(general, 9, 30),
      notice(talk, 1, 20),
      notice(general, 8, 10),
    ]);
    expect(rooms.map(({ room, messages }) => [room, messages.map(({ seq }) => seq)])).toEqual([
      [general, [8, 9]],
      [talk, [1]],
    ]);
    expect({ count, moreRooms }).toEqual({ count: 3, moreRooms: 0 });
  });

  it("is the beginning of many, and says how many more there are", () => {
    const many = Array.from({ length: 12 }, (_, index) => notice(general, index, index));
    const elsewhere = Array.from({ length: 11 }, (_, index) => notice(newId<RoomId>(), 1, 100 + index));
    const { rooms, count, moreRooms } = groupDigest([...many, ...elsewhere]);
    expect(rooms[0]).toMatchObject({ room: general, more: 7 });
    expect(rooms).toHaveLength(10);
    expect({ count, moreRooms }).toEqual({ count: 23, moreRooms: 2 });
  });
});
