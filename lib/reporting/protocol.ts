/**
 * What reports answer and the pages show. Days are `YYYY-MM-DD` in the tenant's time zone, the last one included. Money is
 * nano US dollars, times are milliseconds, shares are 0 to 1. A figure that nothing was there to measure is null, a count
 * of nothing is 0.
 */
import type { PersonId, ProjectId } from "@/lib/platform/ids";

/** What people said to each other; what visitors and the assistant did; what model calls came to. */
export const REPORTS = ["chat", "assistant", "models"] as const;
export type ReportId = (typeof REPORTS)[number];

export type Unit = "count" | "tokens" | "money" | "ms" | "share";

/** What each report measures, in the order it is shown. */
export const METRICS = {
  chat: {
    /** Messages that were sent, deleted ones too. */
    messages: "count",
    /** People who sent at least one. */
    activeMembers: "count",
    /** Replies in threads, part of `messages`. */
    replies: "count",
    /** Files that were attached. */
    files: "count",
  },
  assistant: {
    /** That began. */
    conversations: "count",
    /** Finished answers to visitors. */
    answers: "count",
    /** Conversations of which every answer was an answer, over those with any: nobody had to be asked. */
    deflection: "share",
    /** Answers that said the documents do not tell. */
    abstained: "count",
    /** Up votes over all votes. */
    satisfaction: "share",
    /** From question to first word. */
    firstTokenP50: "ms",
    firstTokenP95: "ms",
    /** From question to last word. */
    answerP50: "ms",
    answerP95: "ms",
  },
  models: {
    calls: "count",
    failed: "count",
    /** Failed over all. */
    errorRate: "share",
    promptTokens: "tokens",
    completionTokens: "tokens",
    cost: "money",
    firstTokenP50: "ms",
    firstTokenP95: "ms",
    totalP50: "ms",
    totalP95: "ms",
  },
} as const satisfies Record<ReportId, Record<string, Unit>>;

export type Metric<R extends ReportId = ReportId> = R extends ReportId ? keyof (typeof METRICS)[R] & string : never;
export type Figures<R extends ReportId = ReportId> = Record<Metric<R>, number | null>;

/** What a report can be divided by, beside days. */
export const DIMENSIONS = {
  chat: ["room"],
  assistant: ["project", "language"],
  models: ["model", "project", "key", "provider"],
} as const satisfies Record<ReportId, readonly string[]>;
export type Dimension<R extends ReportId = ReportId> = (typeof DIMENSIONS)[R][number];

export const REPORT_BOUNDS = {
  /** Of one report: two years and a day, so that a leap year can be compared. */
  daysMax: 732,
  groupsMax: 1_000,
  subscriptionsMax: 50,
  recipientsMax: 20,
} as const;

export interface ReportQuery<R extends ReportId = ReportId> {
  report: R;
  from: string;
  until: string;
  /** Null: by day alone. */
  by: Dimension<R> | null;
  /** Of one assistant alone; null: all. For `chat` always null. */
  project: ProjectId | null;
}

/** The group of all rooms that not every member may see: added up, and never named. */
export const PRIVATE_ROOMS = "private";

export interface ReportGroup<R extends ReportId = ReportId> {
  /** An id, or the word itself for a model, a provider, a language; `PRIVATE_ROOMS`. */
  key: string;
  /** What people call it; null for what is there no more, and for `PRIVATE_ROOMS`. */
  name: string | null;
  figures: Figures<R>;
  /** Of a report that is shown, what adds up; of one that is saved, all of them. */
  before: Partial<Figures<R>>;
}

export interface Report<R extends ReportId = ReportId> {
  report: R;
  from: string;
  until: string;
  /** The period of as many days that ends the day before `from`. */
  before: { from: string; until: string };
  zone: string;
  /** Of the whole period: never a sum or mean of days where that would be wrong (people, shares, percentiles). */
  figures: Figures<R>;
  figuresBefore: Figures<R>;
  /** Every day of the period, also those without anything. */
  days: { day: string; figures: Figures<R> }[];
  daysBefore: { day: string; figures: Figures<R> }[];
  /** Largest first; empty when `by` is null. */
  groups: ReportGroup<R>[];
}

export const SUBSCRIPTION_RHYTHMS = ["daily", "weekly", "monthly"] as const;
export type Rhythm = (typeof SUBSCRIPTION_RHYTHMS)[number];

/** A report that goes by mail to administrators, in the morning of the tenant's time zone. */
export interface Subscription {
  id: string;
  report: ReportId;
  rhythm: Rhythm;
  /** Members who may read reports; whoever may no more gets none. */
  recipients: { person: PersonId; name: string }[];
  /** The day of the last one; null before the first. */
  sentFor: string | null;
  createdAt: number;
}
