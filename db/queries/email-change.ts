import { and, eq, gt } from "drizzle-orm";
import type { AccountId } from "@/lib/platform/ids";
import type { AuthDb } from "../client";
import { user, verification } from "../schema/auth";

/** What a change of address waits for: a yes from the old address, then one from the new. */
export type EmailChangeStep = "approve" | "confirm";

export interface EmailChange {
  step: EmailChangeStep;
  /** The new address. */
  email: string;
}

/** Begins a change. An account has one at a time: an older one is over, and its links with it. */
export async function saveEmailChange(db: AuthDb, account: AccountId, email: string, expiresAt: Date): Promise<void> {
  const id = idOf(account);
  const set = { value: valueOf({ step: "approve", email }), expiresAt };
  await db
    .insert(verification)
    .values({ id, identifier: id, ...set })
    .onConflictDoUpdate({ target: verification.id, set });
}

/** The change that waits, if it can still be finished. */
export async function findEmailChange(db: AuthDb, account: AccountId, now: Date): Promise<EmailChange | null> {
  const [row] = await db
    .select({ value: verification.value })
    .from(verification)
    .where(and(eq(verification.id, idOf(account)), gt(verification.expiresAt, now)))
    .limit(1);
  if (!row) return null;
  const step: EmailChangeStep = row.value.startsWith("confirm:") ? "confirm" : "approve";
  return { step, email: row.value.slice(step.length + 1) };
}

/** Takes the old address's yes; true for the first one only. */
export async function approveEmailChange(
  db: AuthDb,
  account: AccountId,
  email: string,
  until: { now: Date; expiresAt: Date },
): Promise<boolean> {
  const rows = await db
    .update(verification)
    .set({ value: valueOf({ step: "confirm", email }), expiresAt: until.expiresAt })
    .where(
      and(
        eq(verification.id, idOf(account)),
        eq(verification.value, valueOf({ step: "approve", email })),
        gt(verification.expiresAt, until.now),
      ),
    )
    .returning({ id: verification.id });
  return rows.length > 0;
}

/** Ends a change, finished or not. */
export async function forgetEmailChange(db: AuthDb, account: AccountId): Promise<void> {
  await db.delete(verification).where(eq(verification.id, idOf(account)));
}

/** The account an address belongs to, proved or not. */
export async function findAccountByEmail(db: AuthDb, email: string): Promise<AccountId | null> {
  const [row] = await db.select({ id: user.id }).from(user).where(eq(user.email, email.toLowerCase())).limit(1);
  return row?.id ?? null;
}

function idOf(account: AccountId): string {
  return `email-change:${account}`;
}

function valueOf({ step, email }: EmailChange): string {
  return `${step}:${email}`;
}
