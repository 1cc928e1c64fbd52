import { authDb } from "@/db/client";
import { listMails, type OutboxMail } from "@/db/queries/mail-outbox";
import { isLocalHost } from "../access/core/local-host";
import type { Env } from "../platform/env";

const MAILS_SHOWN = 50;

/** The newest mails of a local installation, for whoever sits at the machine; null everywhere else. */
export async function readOutbox(env: Env, host: string | null): Promise<OutboxMail[] | null> {
  if (env.MAIL_MODE !== "outbox" || !isLocalHost(host)) return null;
  return listMails(authDb(env), MAILS_SHOWN);
}
