/** What an administrator sees first: how things went, what needs somebody, what was said last, what is not set up yet. */
import type { ConversationRow } from "@/lib/conversations/protocol";
import type { ProjectId } from "@/lib/platform/ids";
import type { Report } from "@/lib/reporting/protocol";

export const OVERVIEW_DAYS = [7, 30] as const;
export type OverviewDays = (typeof OVERVIEW_DAYS)[number];

interface NamedProject {
  id: ProjectId;
  name: string;
}

/** Something that waits for somebody. Money is nano US dollars, times are ms since 1970. */
export type Attention =
  | { kind: "reports"; count: number }
  | { kind: "quota"; of: QuotaName; used: number; quota: number }
  | { kind: "documents"; project: NamedProject; count: number }
  | { kind: "paused"; project: NamedProject }
  | { kind: "key"; name: string; endsAt: number };

export const QUOTA_NAMES = ["requests", "tokens", "cost"] as const;
export type QuotaName = (typeof QUOTA_NAMES)[number];

export const STEPS = ["people", "assistant", "documents", "site", "key"] as const;
export type Step = (typeof STEPS)[number];

export interface Overview {
  days: OverviewDays;
  reports: { chat: Report; assistant: Report; models: Report };
  /** The most urgent first. */
  attention: Attention[];
  /** The newest ones. */
  conversations: ConversationRow[];
  /** In the order in which they are taken. */
  steps: { step: Step; done: boolean }[];
  /** Where the steps of an assistant lead to; null while there is none. */
  firstProject: ProjectId | null;
}
