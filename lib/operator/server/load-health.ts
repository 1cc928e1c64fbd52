import { listTenantIds } from "@/db/queries/auth";
import { countReading } from "@/db/queries/observe";
import { pingDatabase } from "@/db/queries/operators";
import journal from "@/db/migrations/meta/_journal.json";
import type { RealtimeDoor } from "@/lib/access/server/web-bindings";
import { installationToken } from "@/lib/http/installation-token";
import { OBSERVE_AUDIENCE } from "@/lib/observe/core/installed";
import type { InstallationView, ReadingPulse } from "@/lib/observe/protocol";
import { errorFacts, log } from "@/lib/platform/log";
import { withTimeout } from "@/lib/platform/with-timeout";
import { version } from "@/package.json";
import type { InstallationHealth } from "../protocol";
import type { OperatorCtx } from "./operator-ctx";

const WAIT_MS = 4_000;
const AT_ONCE = 8;

type Ctx = OperatorCtx & { realtime: RealtimeDoor };

/** How the parts of the installation are. Each is asked by itself: what does not answer is null, and the rest is shown. */
export async function loadHealth(ctx: Ctx): Promise<InstallationHealth> {
  const at = ctx.now();
  const [database, view, reading] = await Promise.all([
    unlessLate(pingDatabase(ctx.auth).then(({ mails }) => ({ mails, ms: ctx.now() - at }))),
    readInstallation(ctx),
    unlessLate(sumReading(ctx)),
  ]);
  const mails = ctx.env.MAIL_MODE === "outbox" ? (database?.mails ?? null) : null;
  return { at, database: database && { ms: database.ms }, mails, view, reading, build: buildFacts() };
}

/** What the realtime Worker tells of the installation; null when it does not answer. */
export function readInstallation({ env, realtime }: Pick<Ctx, "env" | "realtime">): Promise<InstallationView | null> {
  return unlessLate(
    (async () => {
      const headers = { authorization: `Bearer ${await installationToken(env, OBSERVE_AUDIENCE)}` };
      const answer = await realtime.fetch(new Request(new URL("/internal/observe", env.appOrigins[0]), { headers }));
      if (answer.ok) return (await answer.json()) as InstallationView;
      await answer.body?.cancel();
      throw new Error("The realtime Worker refused.");
    })(),
  );
}

/** Of what runs here: the schema is the one this code was written for, which a deploy brings about before it. */
export function buildFacts(): InstallationHealth["build"] {
  return { version, schema: journal.entries.at(-1)?.tag ?? "" };
}

async function sumReading(ctx: OperatorCtx): Promise<ReadingPulse> {
  const tenants = await listTenantIds(ctx.auth);
  const sum: ReadingPulse = { waiting: 0, reading: 0, indexing: 0 };
  for (let at = 0; at < tenants.length; at += AT_ONCE) {
    const some = await Promise.all(tenants.slice(at, at + AT_ONCE).map((id) => countReading(ctx.tenant(id))));
    for (const { waiting, reading, indexing } of some) {
      sum.waiting += waiting;
      sum.reading += reading;
      sum.indexing += indexing;
    }
  }
  return sum;
}

async function unlessLate<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await withTimeout(work, WAIT_MS);
  } catch (error) {
    log({ event: "operator.read_failed", level: "warn", ...errorFacts(error) });
    return null;
  }
}
