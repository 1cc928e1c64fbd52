/**
 * Counts every figure of a report again from what a test holds: no SQL, no roll-up, and a calendar of its own. Slow and
 * plain on purpose.
 */
import type { Figures, Report, ReportGroup, ReportQuery } from "@/lib/reporting/protocol";
import type { World } from "./world";

interface Fact {
  at: number;
  /** By dimension. */
  groups: Partial<Record<string, string>>;
  project: string | null;
  add(figures: Tally): void;
}

/** What is gathered of facts before they are figures. */
class Tally {
  readonly counts = new Map<string, number>();
  readonly people = new Set<string>();
  readonly times = new Map<string, number[]>();

  count(name: string, by = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + by);
  }
  time(name: string, ms: number | null): void {
    if (ms === null) return;
    const values = this.times.get(name);
    if (values) values.push(ms);
    else this.times.set(name, [ms]);
  }
  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }
  share(part: string, whole: number): number | null {
    return whole > 0 ? this.of(part) / whole : null;
  }
  /** The smallest value that so many of a hundred do not exceed. */
  percentile(name: string, percent: number): number | null {
    const values = (this.times.get(name) ?? []).toSorted((a, b) => a - b);
    return values.find((_, at) => (at + 1) * 100 >= percent * values.length) ?? null;
  }
}

export function recount(world: World, query: ReportQuery, zone: string): Report {
  const calendar = new Intl.DateTimeFormat("en-CA", {
    ...{ timeZone: zone, calendar: "gregory", numberingSystem: "latn" },
    ...{ year: "numeric", month: "2-digit", day: "2-digit" },
  });
  const facts = FACTS[query.report](world)
    .filter(({ project }) => query.project === null || project === query.project)
    .map((fact) => ({ ...fact, day: calendar.format(fact.at) }));
  const { from, until } = query;
  const days = calendarDays(from, until);
  const beforeDays = daysBefore(from, days.length);
  const before = { from: beforeDays[0] ?? "", until: beforeDays.at(-1) ?? "" };
  const figures = (of: typeof facts) => {
    const tally = new Tally();
    for (const fact of of) fact.add(tally);
    return FIGURES[query.report](tally);
  };
  const within = (period: { from: string; until: string }, of = facts) =>
    of.filter(({ day }) => day >= period.from && day <= period.until);
  const byDay = Map.groupBy(facts, ({ day }) => day);
  const rows = (of: string[]) => of.map((day) => ({ day, figures: figures(byDay.get(day) ?? []) }));
  const groups: ReportGroup[] = [];
  const { by } = query;
  if (by !== null) {
    const inGroups = Map.groupBy(
      within({ from: before.from, until }).filter((fact) => fact.groups[by] !== undefined),
      (fact) => fact.groups[by] ?? "",
    );
    for (const [key, of] of inGroups) {
      groups.push({
        ...{ key, name: NAMES[by](world, key) },
        ...{ figures: figures(within(query, of)), before: figures(within(before, of)) },
      });
    }
    const size = SIZES[query.report];
    groups.sort(
      (a, b) =>
        (b.figures[size] ?? 0) - (a.figures[size] ?? 0) ||
        (b.before[size] ?? 0) - (a.before[size] ?? 0) ||
        (a.key < b.key ? -1 : 1),
    );
  }
  return {
    ...{ report: query.report, from, until, before, zone },
    ...{ figures: figures(within(query)), figuresBefore: figures(within(before)) },
    ...{ days: rows(days), daysBefore: rows(beforeDays), groups },
  };
}

const SIZES = { chat: "messages", assistant: "conversations", models: "calls" } as const;

const NAMES: Record<NonNullable<ReportQuery["by"]>, (world: World, key: string) => string | null> = {
  room: ({ rooms }, key) => rooms.find(({ id }) => id === key)?.name ?? null,
  project: ({ projects }, key) => projects.find(({ id }) => id === key)?.name ?? null,
  key: ({ keys }, key) => keys.find(({ id }) => id === key)?.name ?? null,
  language: (_, key) => key,
  model: (_, key) => key,
  provider: (_, key) => key,
};

const FACTS: Record<ReportQuery["report"], (world: World) => Fact[]> = {
  chat: ({ rooms }) =>
    rooms.flatMap((room) => {
      const here = room.log.filter(({ seq }) => room.arrived.has(seq));
      // Until it is known what kind of a room it is, nobody but its members may see it.
      const isOpen = room.isOpenToAll && here.some(({ type }) => type === "room.created");
      const gone = new Set(here.flatMap((event) => (event.type === "message.deleted" ? [event.target] : [])));
      return here.flatMap((event): Fact[] => {
        if (event.type !== "message.created") return [];
        const files = gone.has(event.seq) ? 0 : (event.files?.length ?? 0);
        const add = (tally: Tally) => {
          tally.count("messages");
          tally.people.add(event.author);
          if (event.thread !== null) tally.count("replies");
          tally.count("files", files);
        };
        return [{ at: event.at, groups: { room: isOpen ? room.id : "private" }, project: null, add }];
      });
    }),
  assistant: ({ conversations }) =>
    conversations.flatMap(({ conversation, messages }): Fact[] => {
      if (!conversation) return [];
      const { projectId: project, language } = conversation;
      const groups = { project, language };
      const said = [...messages.values()];
      const answers = said.filter(({ role, state }) => role === "assistant" && state === "complete");
      const helped =
        answers.every(({ outcome }) => outcome === "answered") && !said.some(({ role }) => role === "agent");
      const began: Fact = {
        ...{ at: conversation.createdAt, groups, project },
        add: (tally) => {
          tally.count("conversations");
          if (answers.length > 0) tally.count("settled");
          if (answers.length > 0 && helped) tally.count("deflected");
        },
      };
      const spoken = said
        .filter(({ role }) => role === "assistant")
        .map(({ at, state, outcome, vote, trace }): Fact => ({
          ...{ at, groups, project },
          add: (tally) => {
            if (vote) tally.count("votes");
            if (vote === "up") tally.count("ups");
            if (state !== "complete") return;
            tally.count("answers");
            if (outcome === "abstained") tally.count("abstained");
            tally.time("first", trace?.firstTokenMs ?? null);
            tally.time("answer", trace?.totalMs ?? null);
          },
        }));
      return conversation.lastSeq > 0 ? [began, ...spoken] : spoken;
    }),
  models: ({ calls, keys }) =>
    [...calls.values()].map((call): Fact => {
      const isKey = keys.some(({ id }) => id === call.keyId);
      const { model, provider } = call;
      const groups = { model, provider, ...(isKey ? { key: call.keyId } : { project: call.keyId }) };
      const add = (tally: Tally) => {
        tally.count("calls");
        if (!["ok", "aborted"].includes(call.end)) tally.count("failed");
        tally.count("prompt", call.promptTokens);
        tally.count("completion", call.completionTokens);
        tally.count("cost", call.cost);
        tally.time("first", call.firstTokenMs);
        if (call.end === "ok") tally.time("total", call.totalMs);
      };
      return { at: call.at, groups, project: call.keyId, add };
    }),
};

const FIGURES: Record<ReportQuery["report"], (tally: Tally) => Figures> = {
  chat: (tally) =>
    ({
      messages: tally.of("messages"),
      activeMembers: tally.people.size,
      replies: tally.of("replies"),
      files: tally.of("files"),
    }) as Figures,
  assistant: (tally) =>
    ({
      conversations: tally.of("conversations"),
      answers: tally.of("answers"),
      deflection: tally.share("deflected", tally.of("settled")),
      abstained: tally.of("abstained"),
      satisfaction: tally.share("ups", tally.of("votes")),
      firstTokenP50: tally.percentile("first", 50),
      firstTokenP95: tally.percentile("first", 95),
      answerP50: tally.percentile("answer", 50),
      answerP95: tally.percentile("answer", 95),
    }) as Figures,
  models: (tally) =>
    ({
      calls: tally.of("calls"),
      failed: tally.of("failed"),
      errorRate: tally.share("failed", tally.of("calls")),
      promptTokens: tally.of("prompt"),
      completionTokens: tally.of("completion"),
      cost: tally.of("cost"),
      firstTokenP50: tally.percentile("first", 50),
      firstTokenP95: tally.percentile("first", 95),
      totalP50: tally.percentile("total", 50),
      totalP95: tally.percentile("total", 95),
    }) as Figures,
};

/** Day after day, by a calendar that knows no zone. */
function calendarDays(from: string, until: string): string[] {
  const days = [from];
  while ((days.at(-1) ?? "") < until) days.push(shifted(days.at(-1) ?? "", 1));
  return days;
}

function daysBefore(from: string, count: number): string[] {
  const days: string[] = [];
  for (let day = from; days.length < count;) {
    day = shifted(day, -1);
    days.unshift(day);
  }
  return days;
}

function shifted(day: string, by: number): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
}
