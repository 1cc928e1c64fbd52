import { expect, it } from "vitest";
import { minutesShown } from "./board-minutes";
import { MINUTE_MS } from "./minutes";

it("fills the minutes in which there was nothing, and ends with what there is now", () => {
  const now = Date.UTC(2040, 5, 15, 12, 0, 30);
  const start = Date.UTC(2040, 5, 15, 12);
  const minute = (at: number, room: number) => ({ at, room, inbox: 0, visit: 0, waiting: 0 });
  const shown = minutesShown(
    {
      sockets: { room: 7, inbox: 2, visit: 1 },
      waiting: { rows: 4, since: null, parked: 0 },
      minutes: [minute(start - 20 * MINUTE_MS, 9), minute(start - 2 * MINUTE_MS, 5), minute(start, 6)],
    },
    now,
  );
  expect(shown).toHaveLength(15);
  expect(shown.slice(-3)).toEqual([
    minute(start - 2 * MINUTE_MS, 5),
    minute(start - MINUTE_MS, 0),
    { at: start, room: 7, inbox: 2, visit: 1, waiting: 4 },
  ]);
  expect(shown.slice(0, -3).every(({ room }) => room === 0)).toBe(true);
});
