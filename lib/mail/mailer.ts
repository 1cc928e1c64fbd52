import { insertMail } from "@/db/queries/mail-outbox";
import { authDb } from "@/db/client";
import { AppError } from "../platform/errors";
import { parseEnv } from "../platform/env";
import { errorFacts, log } from "../platform/log";
import type { Mail, MailKind } from "./render-mail";

/** The only way a mail leaves the product. */
export interface Mailer {
  send(to: string, mail: Mail): Promise<void>;
}

/** The part of Cloudflare's send_email binding that is used. */
export interface EmailBinding {
  send(message: {
    from: string;
    to: string;
    subject: string;
    text: string;
    html: string;
    headers?: Record<string, string>;
  }): Promise<unknown>;
}

export interface MailBindings {
  EMAIL?: EmailBinding | undefined;
}

/** The mailer this installation is configured for. */
export function mailerOf(bindings: MailBindings): Mailer {
  const env = parseEnv(bindings);
  if (env.MAIL_MODE === "outbox") {
    return logged(async (to, mail) => insertMail(authDb(env), { to, ...mail }));
  }
  const { EMAIL: binding } = bindings;
  const { MAIL_FROM: from } = env;
  if (!binding || !from) {
    const param = binding ? "MAIL_FROM" : "EMAIL";
    throw new AppError("unavailable", `The installation cannot send mail: ${param} is missing.`, { param });
  }
  return logged(async (to, { subject, text, html, headers }) => {
    await binding.send({ from, to, subject, text, html, ...(headers ? { headers } : {}) });
  });
}

function logged(deliver: (to: string, mail: Mail) => Promise<void>): Mailer {
  return {
    async send(to, mail) {
      const kind: MailKind = mail.kind;
      try {
        await deliver(to, mail);
        log({ event: "mail.sent", kind });
      } catch (error) {
        log({ event: "mail.failed", level: "error", kind, ...errorFacts(error) });
        throw error;
      }
    },
  };
}
