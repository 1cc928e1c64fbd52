import type pg from "pg";

/** The role of the Workers. It owns nothing and obeys row-level security. */
export const APP_ROLE = "parlor_app";

/** Makes the app role when there is none, and gives it a password when one is named. */
export async function ensureAppRole(client: pg.Client, password: string | undefined): Promise<void> {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [APP_ROLE]);
  if (rowCount === 0) {
    await client.query(
      `create role ${APP_ROLE} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication noinherit`,
    );
  }
  if (password !== undefined) await client.query(`alter role ${APP_ROLE} password ${client.escapeLiteral(password)}`);
}

const SCHEMAS = ["public", "auth", "platform"];

/** Read by the app role, and added to by `platform.append_audit` alone. */
const AUDIT_TABLES = "public.audit_entries, public.audit_heads";
/** Read by the app role; written by the command that makes operators, with the owner's login. */
const OPERATOR_TABLES = "platform.operators, platform.operator_tokens";

/** What the app role may do, said anew after every migration: rows in our schemas, and nothing else. */
export async function grantRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ database: string }>("select quote_ident(current_database()) as database");
  const database = rows[0]?.database ?? "";
  const statements = [
    // At once: the app role is never, not even in between, allowed what is taken back below.
    "begin",
    `revoke create, temporary on database ${database} from public`,
    `grant connect on database ${database} to ${APP_ROLE}`,
    ...SCHEMAS.flatMap((schema) => [
      `revoke create on schema ${schema} from public`,
      `grant usage on schema ${schema} to ${APP_ROLE}`,
      `grant select, insert, update, delete on all tables in schema ${schema} to ${APP_ROLE}`,
      `grant usage on all sequences in schema ${schema} to ${APP_ROLE}`,
      `grant execute on all functions in schema ${schema} to ${APP_ROLE}`,
    ]),
    "revoke all on function platform.protect_tenant_table(regclass) from public",
    `revoke all on function platform.protect_tenant_table(regclass) from ${APP_ROLE}`,
    `revoke insert, update, delete on ${AUDIT_TABLES}, ${OPERATOR_TABLES} from ${APP_ROLE}`,
    "commit",
  ];
  for (const statement of statements) await client.query(statement);
}
