import { index, pgSchema, text, uuid } from "drizzle-orm/pg-core";
import { moment } from "./columns";

/** Tables of the installation, not of a tenant. */
export const platformSchema = pgSchema("platform");

/** Mails of an installation without a mail service (MAIL_MODE=outbox), shown at /outbox. */
export const mailOutbox = platformSchema.table(
  "mail_outbox",
  {
    id: uuid("id").primaryKey(),
    to: text("to").notNull(),
    subject: text("subject").notNull(),
    text: text("text").notNull(),
    html: text("html").notNull(),
    kind: text("kind").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [index("mail_outbox_created_idx").on(table.createdAt)],
);
