import { randomOf, type Random } from "@/bench/archive/random";

/** Long enough that a report of a month has one before it. */
const DAYS = 75;
/** As long as the other rooms: what is said there meanwhile. */
const QUIET_DAYS = 10;
/** One day in seven has few boats. Counted from today and not by the calendar: a demo made again has the same words. */
const DAYS_OF_WEEK = 7;

const MORNING = [
  "First boat away on time, {n} on board.",
  "First boat away with {n}, four minutes late: the ramp was icy and nobody hurried, which is right.",
  "{n} on the first boat, {m} of them bought on the quay.",
  "Gate open since 05:50, {n} through it before seven.",
  "{n} on the first boat. The scanner read every one of them at the first try.",
] as const;
const DAY = [
  "{m} without a network at the north quay, all let through offline and synced by ten.",
  "Landing two has its light back. The old bulb goes to whoever wants a souvenir.",
  "A school class of {m} on one ticket, as agreed. They did run in different directions.",
  "Waiting list for the noon crossing: {m}. All of them got over with the extra boat.",
  "Printed tickets today: {m}. Last year it was the other way round.",
  "Lost and found: one glove, one phone, one very small bicycle.",
  "Fog until eleven, so everything an hour later. The board on the quay said so by itself.",
  "Card reader three wants a new cable. I swapped it with five until then.",
  "Somebody asked for a window seat on the car deck. I found them one.",
] as const;
const EVENING = [
  "Last boat in. {n} over the day, {m} of them with a dog.",
  "Day closed at {n}. Quiet, and nobody left behind.",
  "{n} today and not one complaint on paper.",
  "Closed with {n}. Takings counted twice, the same both times.",
] as const;
const REPLIES = [
  "Thank you, noted.",
  "Same here on the south side.",
  "Good. I tell the crew.",
  "Is that more than last week?",
  "Well done, both of you.",
] as const;
const THUMBS = ["👍", "⛴️", "🙌", "👏"] as const;
const CREW = ["dev", "edda", "finn", "gus"] as const;

/** Every day at the quay for ten weeks, made up, the same in every demo; fewer words on calm days and lately. */
export function crossingsTalk(): string {
  return Array.from({ length: DAYS }, (_, nth) => dayOf(DAYS - nth)).join("\n");
}

function dayOf(daysAgo: number): string {
  const random = randomOf(daysAgo);
  const isCalm = daysAgo % DAYS_OF_WEEK === 0;
  const people = 260 + random.below(240) - (isCalm ? 150 : 0);
  const lines = [said(random, daysAgo, 7, MORNING, Math.round(people / 6))];
  const noted = isCalm || daysAgo <= QUIET_DAYS ? 0 : random.below(4);
  for (let nth = 0; nth < noted; nth++) lines.push(said(random, daysAgo, 9 + 2 * nth, DAY, people));
  if (!isCalm) lines.push(said(random, daysAgo, 19, EVENING, people));
  return lines.join("\n");
}

/** A message, here and there with an answer or a thumb. */
function said(random: Random, daysAgo: number, hour: number, from: readonly string[], people: number): string {
  const who = random.pick(CREW);
  const others = CREW.filter((each) => each !== who);
  const text = random
    .pick(from)
    .replace("{n}", String(people))
    .replace("{m}", String(2 + random.below(24)));
  const lines = [`-${daysAgo} ${two(hour)}:${two(random.below(40))} ${who} ${text}`];
  if (random.below(5) === 0)
    lines.push(`> ${two(hour)}:${two(42 + random.below(16))} ${random.pick(others)} ${random.pick(REPLIES)}`);
  if (random.below(4) === 0) lines.push(`: ${random.pick(THUMBS)} ${random.pick(others)}`);
  return lines.join("\n");
}

function two(part: number): string {
  return String(part).padStart(2, "0");
}
