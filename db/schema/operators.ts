import { index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { AccountId } from "@/lib/platform/ids";
import { user } from "./auth";
import { moment } from "./columns";
import { platformSchema } from "./platform";

/** Accounts that run the installation. Written by its owner's command alone: the app role may only read. */
export const operators = platformSchema.table("operators", {
  accountId: text("account_id")
    .$type<AccountId>()
    .primaryKey()
    .references(() => user.id, { onDelete: "cascade" }),
  createdAt: moment("created_at").notNull().defaultNow(),
});

/** Bearer tokens of the admin API. Only their hash is kept. Made and ended by the owner's command alone. */
export const operatorTokens = platformSchema.table(
  "operator_tokens",
  {
    id: uuid("id").primaryKey(),
    accountId: text("account_id")
      .$type<AccountId>()
      .notNull()
      .references(() => operators.accountId, { onDelete: "cascade" }),
    name: text("name").notNull(),
    secretHash: text("secret_hash").notNull(),
    createdAt: moment("created_at").notNull().defaultNow(),
    expiresAt: moment("expires_at").notNull(),
    revokedAt: moment("revoked_at"),
  },
  (table) => [uniqueIndex("operator_tokens_secret_key").on(table.secretHash)],
);

/** Answers of creating calls of the admin API, by the caller's Idempotency-Key. Never a secret. */
export const operatorAnswers = platformSchema.table(
  "operator_answers",
  {
    tokenId: uuid("token_id")
      .notNull()
      .references(() => operatorTokens.id, { onDelete: "cascade" }),
    key: text("key").notNull(),
    /** SHA-256 of what was asked. */
    asked: text("asked").notNull(),
    /** Null while the first call is still at it. */
    status: integer("status"),
    body: jsonb("body").$type<object>(),
    createdAt: moment("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tokenId, table.key] }),
    index("operator_answers_created_idx").on(table.createdAt),
  ],
);
