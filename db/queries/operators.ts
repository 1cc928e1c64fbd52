import { and, eq, gt, isNull, sql, type SQL } from "drizzle-orm";
import type { AccountId, TenantId } from "@/lib/platform/ids";
import type { AuthDb } from "../client";
import { user } from "../schema/auth";
import { operators, operatorTokens } from "../schema/operators";

/** Far longer than a request lives. */
const ABANDONED_SECONDS = 300;

export interface OperatorRow {
  account: AccountId;
  name: string;
}

/** The operator an account is; null for everybody else. */
export async function findOperator(db: AuthDb, account: AccountId): Promise<OperatorRow | null> {
  const [row] = await db
    .select({ account: operators.accountId, name: user.name })
    .from(operators)
    .innerJoin(user, eq(user.id, operators.accountId))
    .where(eq(operators.accountId, account));
  return row ?? null;
}

/** The operator behind a token that may be used at `now`. */
export async function findOperatorByToken(
  db: AuthDb,
  secretHash: string,
  now: Date,
): Promise<(OperatorRow & { tokenId: string }) | null> {
  const [row] = await db
    .select({ tokenId: operatorTokens.id, account: operators.accountId, name: user.name })
    .from(operatorTokens)
    .innerJoin(operators, eq(operators.accountId, operatorTokens.accountId))
    .innerJoin(user, eq(user.id, operators.accountId))
    .where(
      and(
        eq(operatorTokens.secretHash, secretHash),
        isNull(operatorTokens.revokedAt),
        gt(operatorTokens.expiresAt, now),
      ),
    );
  return row ?? null;
}

export interface TenantFacts {
  id: TenantId;
  slug: string;
  name: string;
  members: number;
  createdAt: number;
  suspendedAt: number | null;
  deletionDueAt: number | null;
}

/** A page of all tenants by name; `query` is part of a name or address, or an id. */
export async function listAllTenants(
  db: AuthDb,
  wish: { query: string; page: number; size: number },
): Promise<{ tenants: TenantFacts[]; total: number }> {
  const { query, page, size } = wish;
  const which =
    query === "" ? sql`true` : sql`(strpos(lower(o.name || ' ' || o.slug), lower(${query})) > 0 or o.id = ${query})`;
  const rows = await db.execute<TenantFacts & { total: number } & Record<string, unknown>>(sql`
    ${facts(sql`count(*) over ()::float8 as total`)} where ${which}
    order by lower(o.name), o.id limit ${size} offset ${(page - 1) * size}`);
  if (rows.rows.length > 0 || page === 1) {
    return { tenants: rows.rows.map(({ total: _, ...tenant }) => tenant), total: rows.rows[0]?.total ?? 0 };
  }
  // Past the end: how many there are is asked for by itself.
  const count = await db.execute<{ total: number }>(
    sql`select count(*)::float8 as total from auth.organization o where ${which}`,
  );
  return { tenants: [], total: count.rows[0]?.total ?? 0 };
}

/** One tenant, whatever state it is in. */
export async function findTenantFacts(db: AuthDb, id: TenantId): Promise<TenantFacts | null> {
  const rows = await db.execute<TenantFacts & Record<string, unknown>>(sql`${facts()} where o.id = ${id}`);
  return rows.rows[0] ?? null;
}

/**
 * The answer of an earlier call under this key; `mine` when there was none and the caller is now the one to give it.
 * An answer is forgotten after `keepHours`; a call that died without one, when no answer can be on its way any more.
 */
export async function claimOperatorAnswer(
  db: AuthDb,
  call: { tokenId: string; key: string; asked: string; keepHours: number },
): Promise<{ status: "mine" } | { status: "known"; asked: string; code: number | null; body: object | null }> {
  const { tokenId, key, asked, keepHours } = call;
  await db.execute(sql`
    delete from platform.operator_answers where created_at < now() - make_interval(hours => ${keepHours}::integer)`);
  const claimed = await db.execute(sql`
    insert into platform.operator_answers (token_id, key, asked) values (${tokenId}::uuid, ${key}, ${asked})
    on conflict (token_id, key) do update set asked = excluded.asked, created_at = now()
    where operator_answers.status is null
      and operator_answers.created_at < now() - make_interval(secs => ${ABANDONED_SECONDS}::integer)`);
  if (claimed.rowCount === 1) return { status: "mine" };
  const { rows } = await db.execute<{ asked: string; code: number | null; body: object | null }>(sql`
    select asked, status as code, body from platform.operator_answers
    where token_id = ${tokenId}::uuid and key = ${key}`);
  const [row] = rows;
  if (!row) return { status: "known", asked, code: null, body: null };
  return { status: "known", ...row };
}

/** Keeps what a call answered. */
export async function keepOperatorAnswer(
  db: AuthDb,
  call: { tokenId: string; key: string; code: number; body: object },
): Promise<void> {
  await db.execute(sql`
    update platform.operator_answers set status = ${call.code}::integer, body = ${JSON.stringify(call.body)}::jsonb
    where token_id = ${call.tokenId}::uuid and key = ${call.key}`);
}

/** Lets the key be used again, for a call that failed. */
export async function releaseOperatorAnswer(db: AuthDb, call: { tokenId: string; key: string }): Promise<void> {
  await db.execute(sql`
    delete from platform.operator_answers where token_id = ${call.tokenId}::uuid and key = ${call.key} and status is null`);
}

/** Whether the database answers, and how many mails it keeps for the outbox page. */
export async function pingDatabase(db: AuthDb): Promise<{ mails: number }> {
  const { rows } = await db.execute<{ mails: number }>(sql`
    select count(*)::float8 as mails from platform.mail_outbox`);
  return { mails: rows[0]?.mails ?? 0 };
}

function facts(more?: SQL): SQL {
  return sql`
    select o.id, o.slug, o.name, (extract(epoch from o.created_at) * 1000)::float8 as "createdAt",
      (extract(epoch from o.suspended_at) * 1000)::float8 as "suspendedAt",
      (extract(epoch from o.deletion_due_at) * 1000)::float8 as "deletionDueAt",
      (select count(*)::float8 from auth.member m where m.organization_id = o.id) as members ${more === undefined ? sql`` : sql`, ${more}`}
    from auth.organization o`;
}
