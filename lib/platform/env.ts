import * as z from "zod/mini";
import { AppError } from "./errors";

/**
 * Variables and secrets of both Workers, parsed at the edge once per isolate. Bindings (objects, services, assets)
 * are typed by the generated Worker types. Secrets live in .dev.vars or Worker secrets, never in .env files: those are bundled.
 */
const schema = z.object({
  /** Postgres as the app role (parlor_app): NOSUPERUSER, NOBYPASSRLS, owner of nothing. */
  DATABASE_URL: z.url(),
  /** HTTP /sql endpoint to use in place of Neon's own; set only when DATABASE_URL is not on Neon. */
  SQL_ENDPOINT: z.optional(z.url()),
  BETTER_AUTH_SECRET: z.string().check(z.minLength(32)),
  /** Signs socket tickets (HS256). */
  TICKET_SECRET: z.string().check(z.minLength(32)),
  /** Signs calls of the operator's own tools (import). */
  INTERNAL_SECRET: z.string().check(z.minLength(32)),
  /** Comma-separated exact origins the app is served from; the first is the canonical one. */
  APP_ORIGINS: z.string().check(z.minLength(1)),
  /** Where browsers open sockets, when not on the app's own origin (next dev). */
  REALTIME_ORIGIN: z.optional(z.url()),
  /** outbox: mails are kept in Postgres and shown at /outbox (local). email: the EMAIL binding sends them. */
  MAIL_MODE: z.enum(["outbox", "email"]),
  MAIL_FROM: z.optional(z.string()),
  /** The installation's name to push services (RFC 8292), base64url. Without them nothing is told to closed browsers. */
  VAPID_PUBLIC_KEY: z.optional(z.string().check(z.regex(/^B[A-Za-z0-9_-]{86}$/))),
  VAPID_PRIVATE_KEY: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))),
  OIDC_ISSUER: z.optional(z.url()),
  OIDC_CLIENT_ID: z.optional(z.string()),
  OIDC_CLIENT_SECRET: z.optional(z.string()),
  OIDC_LABEL: z.optional(z.string()),
  /** JSON {"sendsPer10s":10,"sendsBurst":20}: overrides the room's send limits for the installation. */
  ROOM_LIMITS: z.optional(z.string()),
  /** JSON {"tenantBytes":10737418240}: bytes that all files of one tenant may take together. */
  FILE_LIMITS: z.optional(z.string()),
  /** JSON {"digestShortSeconds":900,"digestLongSeconds":3600}: how long a message waits for a mail to somebody away. */
  NOTIFY_LIMITS: z.optional(z.string()),
  /** JSON {"sessionsPerHourAndIp":3}: anonymous sessions of the assistant that one address may begin within an hour. */
  VISITOR_LIMITS: z.optional(z.string()),
  /** The challenge before an anonymous visitor's first message. Without both there is none. */
  TURNSTILE_SITE_KEY: z.optional(z.string()),
  TURNSTILE_SECRET: z.optional(z.string()),
  /** Where its tokens are verified, when not by Cloudflare (tests). */
  TURNSTILE_URL: z.optional(z.url()),
  /** A server that speaks OpenAI's language, with its path (`http://127.0.0.1:11434/v1`). */
  AI_BASE_URL: z.optional(z.url()),
  /** Its model; two, separated by a comma: the small one, the large one. Absent: the first one it lists. */
  AI_MODEL: z.optional(z.string()),
  AI_KEY: z.optional(z.string()),
  /** JSON list of providers and their models (docs/reference/models.md). */
  AI_PROVIDERS: z.optional(z.string()),
  ANTHROPIC_API_KEY: z.optional(z.string()),
  OPENAI_API_KEY: z.optional(z.string()),
  /** Opens /metrics, as a bearer token. Without it there is no such address. */
  METRICS_TOKEN: z.optional(z.string().check(z.minLength(32))),
  /** Where errors are told (docs/guides/observability.md): https, JSON by POST. */
  ERROR_WEBHOOK: z.optional(z.url()),
  /** Ids of providers that are told the trace of a call (`traceparent`), separated by commas. Absent: none is. */
  TRACE_PROVIDERS: z.optional(z.string()),
});

export type Env = z.infer<typeof schema> & { appOrigins: string[] };

const parsed = new WeakMap<object, Env>();

/**
 * Parses a Worker's env object.
 * @throws AppError `unavailable` that names the first bad variable (the value is never shown).
 */
export function parseEnv(bindings: object): Env {
  const known = parsed.get(bindings);
  if (known) return known;
  const result = z.safeParse(schema, bindings);
  if (!result.success) {
    const name = result.error.issues[0]?.path.join(".") ?? "environment";
    throw new AppError("unavailable", `The installation is not configured: ${name} is missing or not valid.`, {
      param: name,
    });
  }
  const env = { ...result.data, appOrigins: result.data.APP_ORIGINS.split(",").map((origin) => origin.trim()) };
  parsed.set(bindings, env);
  return env;
}
