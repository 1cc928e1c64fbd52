-- Row-level security, and the refusal of roles it would not hold for. drizzle-kit cannot express FORCE, so this is written by hand.

-- Called once for every tenant table, in the migration that makes it.
create function platform.protect_tenant_table(tenant_table regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  -- FORCE: the owner obeys as well.
  execute format('alter table %s force row level security', tenant_table);
  -- No tenant set reads as null, and null equals nothing: no rows rather than an error.
  execute format(
    'create policy tenant_isolation on %s for all to public '
    'using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid) '
    'with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', tenant_table);
end $$;
--> statement-breakpoint
select platform.protect_tenant_table(name::regclass) from unnest(array[
  'people', 'invite_links', 'rooms', 'room_members', 'room_cursors', 'room_events', 'messages', 'message_reactions',
  'import_jobs', 'import_people'
]) as name;
--> statement-breakpoint
-- Raises for a role that row-level security would not hold for. Membership counts: such a role could become the other one.
create function platform.require_safe_role() returns void language plpgsql stable set search_path = pg_catalog as $$
declare
  why text;
begin
  select case
      when exists (select from pg_roles r where r.rolsuper and pg_has_role(current_user, r.oid, 'MEMBER')) then 'is a superuser'
      when exists (select from pg_roles r where r.rolbypassrls and pg_has_role(current_user, r.oid, 'MEMBER')) then 'has BYPASSRLS'
      when exists (
        select from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relkind in ('r', 'p') and a.attname = 'tenant_id' and not a.attisdropped and pg_has_role(current_user, c.relowner, 'MEMBER')
      ) then 'owns tenant tables'
    end into why;
  if why is not null then
    raise exception using errcode = 'PR001',
      message = format('The role %s of DATABASE_URL %s, so tenants would not be kept apart: use parlor_app.', current_user, why);
  end if;
end $$;
