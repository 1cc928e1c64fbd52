/** What the owner of the database does about operators. The Workers' role may only read these tables. */
import { createHash } from "node:crypto";
import type pg from "pg";
import { INSTALLATION } from "@/lib/audit/core/installation";
import type { AuditAction, AuditData } from "@/lib/audit/protocol";
import { operatorTokenOf } from "@/lib/operator/core/operator-token";
import { newId } from "@/lib/platform/ids";

export interface ListedOperator {
  email: string;
  tokens: { id: string; name: string; expiresAt: Date }[];
}

/** Makes the account of this address an operator; null when there is no account with that proved address. */
export async function addOperator(client: pg.Client, email: string): Promise<"added" | "already" | null> {
  const account = await accountOf(client, email);
  if (account === null) return null;
  const { rowCount } = await client.query(
    "insert into platform.operators (account_id) values ($1) on conflict do nothing",
    [account],
  );
  if (rowCount === 0) return "already";
  await note(client, "operator.added", account);
  return "added";
}

/** Ends what the account may do as an operator, its tokens included. False when it is none. */
export async function removeOperator(client: pg.Client, email: string): Promise<boolean> {
  const account = await accountOf(client, email);
  if (account === null) return false;
  const { rowCount } = await client.query("delete from platform.operators where account_id = $1", [account]);
  if (rowCount === 0) return false;
  await note(client, "operator.removed", account);
  return true;
}

/** Makes a token for the admin API. The answer is the only place where it is told; null for somebody who is no operator. */
export async function makeOperatorToken(
  client: pg.Client,
  wish: { email: string; name: string; expiresAt: Date },
): Promise<{ id: string; token: string } | null> {
  const account = await accountOf(client, wish.email);
  const token = operatorTokenOf(crypto.getRandomValues(new Uint8Array(32)));
  const id = newId();
  const { rowCount } = await client.query(
    `insert into platform.operator_tokens (id, account_id, name, secret_hash, expires_at)
     select $1, account_id, $3, $4, $5 from platform.operators where account_id = $2`,
    [id, account, wish.name, createHash("sha256").update(token).digest("hex"), wish.expiresAt],
  );
  if (rowCount === 0) return null;
  await note(client, "operator_token.created", id, { name: wish.name });
  return { id, token };
}

/** Ends a token at once. False when there is none that lives. */
export async function revokeOperatorToken(client: pg.Client, id: string): Promise<boolean> {
  const { rowCount } = await client.query(
    "update platform.operator_tokens set revoked_at = now() where id::text = $1 and revoked_at is null",
    [id],
  );
  if (rowCount === 0) return false;
  await note(client, "operator_token.revoked", id);
  return true;
}

/** Every operator, with the tokens that may be used. */
export async function listOperators(client: pg.Client): Promise<ListedOperator[]> {
  const { rows } = await client.query<ListedOperator>(`
    select u.email, coalesce(json_agg(json_build_object('id', t.id, 'name', t.name, 'expiresAt', t.expires_at)
      order by t.created_at) filter (where t.id is not null), '[]') as tokens
    from platform.operators o join auth."user" u on u.id = o.account_id
    left join platform.operator_tokens t
      on t.account_id = o.account_id and t.revoked_at is null and t.expires_at > now()
    group by u.email order by u.email`);
  return rows;
}

async function accountOf(client: pg.Client, email: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `select id from auth."user" where lower(email) = lower($1) and email_verified`,
    [email],
  );
  return rows[0]?.id ?? null;
}

async function note(client: pg.Client, action: AuditAction, target: string, data: AuditData = {}): Promise<void> {
  await client.query("select set_config('app.tenant_id', $1, false)", [INSTALLATION]);
  await client.query(
    "select platform.append_audit($1::uuid, 'system', 'command', 'Command line', $2, $3, $4::jsonb, $5)",
    [newId(), action, target, JSON.stringify(data), newId()],
  );
}
