import { el } from "./dom";

/** What the formats of a language are made of is read when they are made, for milliseconds: once. */
const made = new Map<string, Intl.DateTimeFormat>();

/** The time a message was said at: short, with its day where that is another one. */
export function timeOf(at: number, language: string, nowMs: number): HTMLTimeElement {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date(nowMs).toDateString();
  const short = formatOf(language, {
    ...(isToday ? {} : { day: "numeric", month: "short" }),
    hour: "numeric",
    minute: "2-digit",
  });
  const exact = formatOf(language, { dateStyle: "full", timeStyle: "medium" });
  return el("time", { datetime: date.toISOString(), title: exact.format(date) }, short.format(date));
}

function formatOf(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  const format = made.get(key) ?? new Intl.DateTimeFormat(language, options);
  made.set(key, format);
  return format;
}
