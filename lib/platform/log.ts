import { maskPersonal } from "@/lib/guard/core/mask-personal";
import { isUuid } from "./ids";
import { logContext } from "./log-context";
import { maskKeys } from "./mask-keys";

/** Every event name that may be logged. Message bodies, tokens, names and e-mail addresses never are. */
export type LogEvent =
  | "http.request"
  | "http.error"
  | "auth.refused"
  | "mail.sent"
  | "mail.failed"
  | "room.flush_failed"
  | "room.outbox_parked"
  | "room.outbox_unparked"
  | "room.outbox_retry"
  | "room.history_fallback"
  | "room.hint_failed"
  | "room.preview_failed"
  | "room.words_failed"
  | "room.report_failed"
  | "room.expel_failed"
  | "room.call_failed"
  | "room.read_failed"
  | "later.send_retry"
  | "later.push_retry"
  | "later.mark_failed"
  | "room.notice_failed"
  | "notify.push_failed"
  | "notify.digest_failed"
  | "notify.settings_failed"
  | "inbox.subscribe_failed"
  | "presence.report_failed"
  | "board.tell_failed"
  | "live.read_failed"
  | "operator.read_failed"
  | "metrics.breakers_failed"
  | "sweep.done"
  | "sweep.tenant_failed"
  | "sweep.note_failed"
  | "tenant.erased"
  | "tenant.erase_failed"
  | "file.request"
  | "file.thumbnail_failed"
  | "file.sweep_failed"
  | "key.tell_failed"
  | "project.tell_failed"
  | "import.batch"
  | "knowledge.read_failed"
  | "knowledge.vectors_failed"
  | "knowledge.crawl_failed"
  | "knowledge.ai_search_failed"
  | "meter.load_failed"
  | "meter.touch_failed"
  | "meter.lapsed"
  | "meter.outbox_retry"
  | "meter.outbox_parked"
  | "api.settle_failed"
  | "session.outbox_retry"
  | "session.summary_failed"
  | "session.turn_failed"
  | "evaluation.retry"
  | "visit.turn_failed"
  | "visit.facts_failed"
  | "visit.outbox_retry"
  | "visit.archive_retry"
  | "visit.challenge_failed"
  | "session.sweep_failed"
  | "report.mail_failed"
  | "report.refresh_failed"
  | "tool.run"
  | "tool.failed"
  | "models.attempt_failed"
  | "start.refused";

/** Ids are made by us or hashes: what looks like a card's number in one is none. */
const IDS: ReadonlySet<string> = new Set(["requestId", "traceId", "tenantId", "user"]);

type Field = string | number | boolean | null | undefined;

/** Is told of every error that is logged, as it is logged. */
export type ErrorSink = (line: { event: LogEvent } & Record<string, Field>) => void;
let sink: ErrorSink | null = null;

/** Has errors told elsewhere as well. Once, where an isolate starts. */
export function tellErrorsTo(next: ErrorSink): void {
  sink = next;
}

/**
 * One JSON line, with the request, trace, tenant and hashed user that it belongs to, where they are known. The only place
 * that writes to the console. Texts lose what personal data may have got into them (the error of a provider or a customer's
 * server may quote what it was sent), and keys that somebody put where they do not belong.
 */
export function log(entry: { event: LogEvent; level?: "info" | "warn" | "error" } & Record<string, Field>): void {
  const { level = "info", ...rest } = entry;
  const { requestId, trace, tenantId, user } = logContext() ?? {};
  const known = { requestId, traceId: trace?.traceId, tenantId, user };
  const masked = Object.fromEntries(
    Object.entries({ ...known, ...rest }).map(([name, value]) => [
      name,
      typeof value === "string" && !IDS.has(name) ? withoutPersonal(value) : value,
    ]),
  ) as typeof rest;
  const text = maskKeys(JSON.stringify({ at: new Date().toISOString(), level, ...masked }));
  console[level](text);
  if (level === "error") sink?.(JSON.parse(text) as Parameters<ErrorSink>[0]);
}

/** Ids, names of events and our own paths: letters and at most three digits hold nothing that looking for would find. */
const PLAIN = /^[a-z_./ -]*(?:[0-9][a-z_./ -]*){0,3}$/i;

function withoutPersonal(text: string): string {
  return isUuid(text) || PLAIN.test(text) ? text : maskPersonal(text);
}

/** The parts of an unknown error that are safe to log: never a message that may hold user input. */
export function errorFacts(error: unknown): { errorName: string; errorCode?: string } {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { errorName: error.name, ...(code === undefined ? {} : { errorCode: code }) };
}

/**
 * Frameworks print the errors they catch. A failed query carries its parameters (addresses, session tokens): from here on
 * such an error is printed by its name and code alone. Call once, where an isolate starts.
 */
export function keepParametersOutOfConsole(): void {
  const print = console.error.bind(console);
  console.error = (...parts: unknown[]) => print(...parts.map(withoutParameters));
}

/**
 * The value, or for an error that carries query parameters or personal data anywhere in its chain of causes, only its
 * facts. A text without its personal data.
 */
export function withoutParameters(value: unknown): unknown {
  if (typeof value === "string") return maskPersonal(value);
  for (let error = value; error instanceof Error; error = error.cause) {
    if ("params" in error || maskPersonal(error.message) !== error.message)
      return JSON.stringify({ ...errorFacts(error), ...(error.cause ? { cause: errorFacts(error.cause) } : {}) });
  }
  return value;
}
