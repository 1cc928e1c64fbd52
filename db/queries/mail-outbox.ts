import { desc } from "drizzle-orm";
import { newId } from "@/lib/platform/ids";
import type { AuthDb } from "../client";
import { mailOutbox } from "../schema/platform";

export interface OutboxMail {
  id: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  kind: string;
  createdAt: Date;
}

/** Keeps a mail for the outbox page; one that came with an id, once. */
export async function insertMail(
  db: AuthDb,
  mail: Omit<OutboxMail, "id" | "createdAt"> & { id?: string },
): Promise<void> {
  const { id = newId(), to, subject, text, html, kind } = mail;
  await db.insert(mailOutbox).values({ id, to, subject, text, html, kind }).onConflictDoNothing();
}

/** The newest mails first. */
export async function listMails(db: AuthDb, limit: number): Promise<OutboxMail[]> {
  return db.select().from(mailOutbox).orderBy(desc(mailOutbox.createdAt), desc(mailOutbox.id)).limit(limit);
}
