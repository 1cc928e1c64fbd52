import type { BoardMinute, BoardPulse } from "../protocol";
import { MINUTE_MS, MINUTES_SHOWN, minuteOf } from "./minutes";

/** The board's minutes without gaps, oldest first; the last one is as it stands now. */
export function minutesShown({ minutes, sockets, waiting }: BoardPulse, now: number): BoardMinute[] {
  const last = minuteOf(now);
  const known = new Map(minutes.map((minute) => [minuteOf(minute.at), minute]));
  return Array.from({ length: MINUTES_SHOWN }, (_, at) => {
    const minute = last - MINUTES_SHOWN + 1 + at;
    const start = minute * MINUTE_MS;
    if (minute === last) return { at: start, ...sockets, waiting: waiting.rows };
    return known.get(minute) ?? { at: start, room: 0, inbox: 0, visit: 0, waiting: 0 };
  });
}
