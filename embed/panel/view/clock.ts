import { el } from "./dom";

/** The time a message was said at: short, with its day where that is another one. */
export function timeOf(at: number, language: string, nowMs: number): HTMLTimeElement {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date(nowMs).toDateString();
  const short = new Intl.DateTimeFormat(language, {
    ...(isToday ? {} : { day: "numeric", month: "short" }),
    hour: "numeric",
    minute: "2-digit",
  });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "medium" });
  return el("time", { datetime: date.toISOString(), title: exact.format(date) }, short.format(date));
}
