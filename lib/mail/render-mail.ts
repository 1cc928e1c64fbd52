import { createTranslator } from "next-intl";
import messages from "@/messages/en/mail.json";
import { cleanName, escapeHtml } from "./mail-text";

/** Mails with one paragraph and one link. */
export type PlainKind =
  | "verify"
  | "reset"
  | "invitation"
  | "known"
  /** A change of address: to the old one, to the new one, to one that has an account, and to the old one when it is done. */
  | "approve"
  | "newAddress"
  | "taken"
  | "changed";

export type MailKind = PlainKind | "digest" | "report";

export interface Mail {
  kind: MailKind;
  /** Of a mail that may be sent again after an answer that was lost: where mails are kept, it is kept once. */
  id?: string;
  headers?: Record<string, string>;
  subject: string;
  text: string;
  html: string;
}

/** What a mail says besides its own words. All of it may have been typed by a stranger. */
export interface MailFacts {
  name?: string;
  tenant?: string;
  inviter?: string;
  role?: string;
  /** An e-mail address. */
  address?: string;
}

/** One mail as plain text and as the simplest HTML that shows the same. Facts are escaped; the link is ours. */
export function renderMail(kind: PlainKind, facts: MailFacts, link: string): Mail {
  const t = createTranslator({ locale: "en", messages, namespace: kind });
  const values = { name: "", tenant: "", inviter: "", role: "", address: "", ...oneLine(facts) };
  const subject = t("subject", values);
  const paragraphs = [t("greeting", values), t("body", values)];
  const action = t("action", values);
  const foot = t("foot", values);
  const text = [...paragraphs, `${action}:\n${link}`, foot].join("\n\n");
  const html = [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="font:15px/22px sans-serif;color:#222;max-width:36em">`,
    ...paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`),
    `<p><a href="${escapeHtml(link)}">${escapeHtml(action)}</a></p>`,
    `<p style="color:#666">${escapeHtml(foot)}</p></body></html>`,
  ].join("\n");
  return { kind, subject, text, html };
}

/** No line break may reach a subject, and no address that a stranger put into a name may become a link in a mail client. */
function oneLine(facts: MailFacts): MailFacts {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, cleanName(value ?? "")]));
}
