/**
 * Blocks: thirds of months, months and quarters of the calendar, of which figures of days are put together so that long
 * periods are read in few rows. They know no zone.
 */
import { addDays } from "./days";

/** From its first day to its last. */
export interface Block {
  from: string;
  until: string;
}

const THIRD = 10;
const MONTHS_OF_QUARTER = 3;

/** The blocks that a day is in, the shortest first. */
export function blocksOf(day: string): [third: Block, month: Block, quarter: Block] {
  const year = day.slice(0, 4);
  const month = Number(day.slice(5, 7));
  const ended = Math.min(Math.floor((Number(day.slice(8)) - 1) / THIRD), 2) * THIRD;
  const end = lastDay(year, month);
  const first = month - ((month - 1) % MONTHS_OF_QUARTER);
  return [
    { from: dayOf(year, month, ended + 1), until: ended === 2 * THIRD ? end : dayOf(year, month, ended + THIRD) },
    { from: dayOf(year, month, 1), until: end },
    { from: dayOf(year, first, 1), until: lastDay(year, first + MONTHS_OF_QUARTER - 1) },
  ];
}

/** The blocks of which every day is in the period, shorter ones first, and of those the earlier ones. */
export function blocksWithin({ from, until }: Block): Block[] {
  const known = [new Map<string, Block>(), new Map<string, Block>(), new Map<string, Block>()];
  let day = from;
  while (day <= until) {
    const blocks = blocksOf(day);
    for (const [length, block] of blocks.entries())
      if (block.from >= from && block.until <= until) known[length]?.set(block.from, block);
    day = addDays(blocks[0].until, 1);
  }
  return known.flatMap((each) => [...each.values()]);
}

function lastDay(year: string, month: number): string {
  // 31 days after a first is always in the next month, and never in the one after it.
  return addDays(`${addDays(dayOf(year, month, 1), 31).slice(0, 7)}-01`, -1);
}

function dayOf(year: string, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
