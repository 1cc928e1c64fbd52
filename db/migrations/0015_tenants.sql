CREATE TABLE "platform"."operator_answers" (
	"token_id" uuid NOT NULL,
	"key" text NOT NULL,
	"asked" text NOT NULL,
	"status" integer,
	"body" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operator_answers_token_id_key_pk" PRIMARY KEY("token_id","key")
);
--> statement-breakpoint
CREATE TABLE "platform"."operator_tokens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "platform"."operators" (
	"account_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"tenant_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"data" jsonb NOT NULL,
	"request_id" text NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_entries_tenant_id_seq_pk" PRIMARY KEY("tenant_id","seq")
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"tenant_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_heads_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "tenant_config" (
	"tenant_id" uuid NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	"tier" text DEFAULT 'free' NOT NULL,
	"quotas" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"default_model" text,
	"system_prompt" text DEFAULT '' NOT NULL,
	"models" text[],
	"tools" text[],
	"zone" text DEFAULT 'UTC' NOT NULL,
	"api_origins" text[] DEFAULT '{}' NOT NULL,
	"retention_days" integer,
	"brand_accent" text,
	"brand_logo" text,
	CONSTRAINT "tenant_config_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
ALTER TABLE "auth"."organization" ADD COLUMN "deletion_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "platform"."operator_answers" ADD CONSTRAINT "operator_answers_token_id_operator_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "platform"."operator_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."operator_tokens" ADD CONSTRAINT "operator_tokens_account_id_operators_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "platform"."operators"("account_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."operators" ADD CONSTRAINT "operators_account_id_user_id_fk" FOREIGN KEY ("account_id") REFERENCES "auth"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operator_answers_created_idx" ON "platform"."operator_answers" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "operator_tokens_secret_key" ON "platform"."operator_tokens" USING btree ("secret_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entries_id_key" ON "audit_entries" USING btree ("tenant_id","id");--> statement-breakpoint
select platform.protect_tenant_table('audit_entries');
--> statement-breakpoint
select platform.protect_tenant_table('audit_heads');
--> statement-breakpoint
select platform.protect_tenant_table('tenant_config');
--> statement-breakpoint
-- Appends to the log of the tenant that is set. One caller of a tenant after the other; the time is the database's own.
-- The canonical text of an entry is a JSON array as jsonb prints it; lib/audit/core says the same in TypeScript.
create function platform.append_audit(
  entry_id uuid, entry_actor_kind text, entry_actor text, entry_actor_name text, entry_action text, entry_target text,
  entry_data jsonb, entry_request_id text
) returns bigint language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  head audit_heads;
  moment timestamptz;
  named text := entry_actor_name;
  next_hash text;
begin
  if tenant is null then
    raise exception 'An audit entry belongs to a tenant.' using errcode = 'PR002';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('audit:' || tenant::text, 0));
  select * into head from audit_heads where tenant_id = tenant;
  head.seq := coalesce(head.seq, 0) + 1;
  head.hash := coalesce(head.hash, repeat('0', 64));
  moment := date_trunc('milliseconds', clock_timestamp());
  if named is null and entry_actor_kind = 'person' then
    select p.name into named from people p where p.tenant_id = tenant and p.id::text = entry_actor;
  end if;
  named := coalesce(named, '');
  next_hash := encode(sha256(convert_to(head.hash || jsonb_build_array(
    tenant, head.seq, entry_id, (extract(epoch from moment) * 1000)::bigint, entry_actor_kind, entry_actor, named,
    entry_action, entry_target, entry_data, entry_request_id)::text, 'UTF8')), 'hex');
  insert into audit_entries (tenant_id, seq, id, at, actor_kind, actor, actor_name, action, target, data, request_id, prev_hash, hash)
  values (tenant, head.seq, entry_id, moment, entry_actor_kind, entry_actor, named, entry_action, entry_target, entry_data,
    entry_request_id, head.hash, next_hash);
  insert into audit_heads (tenant_id, seq, hash) values (tenant, head.seq, next_hash)
  on conflict (tenant_id) do update set seq = excluded.seq, hash = excluded.hash;
  return head.seq;
end $$;
--> statement-breakpoint
-- True once the grace of a deleted tenant is over: then, and only then, its log may go.
create function platform.is_due(tenant uuid) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from auth.organization o where o.id = tenant::text and o.suspended_at is not null and o.deletion_due_at <= now())
$$;
--> statement-breakpoint
create function platform.keep_audit() returns trigger language plpgsql as $$
begin
  if TG_OP = 'DELETE' and platform.is_due(OLD.tenant_id) then
    return OLD;
  end if;
  if TG_OP = 'UPDATE' and TG_TABLE_NAME = 'audit_heads' and NEW.tenant_id = OLD.tenant_id and NEW.seq = OLD.seq + 1 then
    return NEW;
  end if;
  raise exception 'The audit log is only ever added to.' using errcode = '42501';
end $$;
--> statement-breakpoint
create trigger keep_audit before update or delete on audit_entries for each row execute function platform.keep_audit();
--> statement-breakpoint
create trigger keep_audit before update or delete on audit_heads for each row execute function platform.keep_audit();
--> statement-breakpoint
create trigger keep_audit_whole before truncate on audit_entries for each statement execute function platform.keep_audit();
--> statement-breakpoint
create trigger keep_audit_whole before truncate on audit_heads for each statement execute function platform.keep_audit();
--> statement-breakpoint
-- Erases rows of the tenant that is set, at most so many of a table: every table with a tenant_id, whichever there are.
-- Answers how many went; 0 is the end. A table that others still point into waits for its turn.
create function platform.erase_tenant_rows(rows_max integer) returns bigint language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  tenant uuid := nullif(current_setting('app.tenant_id', true), '')::uuid;
  place regclass;
  gone bigint;
  total bigint := 0;
  stuck text;
begin
  if tenant is null or not platform.is_due(tenant) then
    raise exception 'This tenant is not due to be erased.' using errcode = 'PR003';
  end if;
  for place in
    select c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
    order by c.relname
  loop
    begin
      execute format('with portion as (select ctid from %1$s where tenant_id = $1 limit $2) delete from %1$s t using portion where t.ctid = portion.ctid', place)
        using tenant, rows_max;
      get diagnostics gone = row_count;
      total := total + gone;
    exception when foreign_key_violation then
      stuck := place::text;
    end;
  end loop;
  if total = 0 and stuck is not null then
    raise exception 'Rows of % cannot be erased.', stuck using errcode = 'PR003';
  end if;
  return total;
end $$;
--> statement-breakpoint
revoke all on function platform.keep_audit() from public;
--> statement-breakpoint
-- A due date only for what is suspended: reactivating takes both away, in one statement or not at all.
alter table auth.organization add constraint organization_due_is_suspended check (deletion_due_at is null or suspended_at is not null);
