import { describe, expect, it } from "vitest";
import { LIMITS } from "@/lib/rooms/protocol";
import { normaliseBody, normaliseEmoji } from "@/lib/rooms/core/text";
import { DEMO_TENANTS } from "./people";
import { DEMO_ROOMS } from "./rooms";
import { parseTalk } from "./talk";
import { SAID_TODAY } from "./today";

describe("the demo talk", () => {
  it.each(DEMO_ROOMS.map((room) => [`${room.tenant}/${room.key}`, room] as const))(
    "is readable and in order: %s",
    (_, room) => {
      const people = DEMO_TENANTS.find(({ slug }) => slug === room.tenant)?.people.map(({ key }) => key) ?? [];
      expect(people).toEqual(expect.arrayContaining(room.people));
      const said = parseTalk(room.talk);
      let before = Number.NEGATIVE_INFINITY;
      for (const { who, body, reactions, kind, daysAgo, minutes } of said) {
        expect(room.people, body).toContain(who);
        expect(normaliseBody(body)).toEqual({ ok: true, text: body });
        expect(daysAgo).toBeGreaterThan(0);
        for (const { emoji, who: reacted } of reactions) {
          expect(normaliseEmoji(emoji), emoji).not.toBeNull();
          expect(room.people).toEqual(expect.arrayContaining(reacted));
        }
        if (kind === "message") {
          const at = minutes - daysAgo * 24 * 60;
          expect(at, body).toBeGreaterThanOrEqual(before);
          before = at;
        }
      }
    },
  );

  it("stays under the limits that hold for what is said live", () => {
    const counts = Map.groupBy(SAID_TODAY, ({ who }) => who);
    for (const said of counts.values()) expect(said.length).toBeLessThan(LIMITS.sendsBurst);
  });

  it("refuses a line that nobody can read", () => {
    expect(() => parseTalk("-1 09:00 ada hi\nhello")).toThrow("hello");
  });
});
