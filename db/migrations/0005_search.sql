CREATE TABLE "message_search" (
	"tenant_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"author_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"text" text NOT NULL,
	"grams" integer[] NOT NULL,
	"version_seq" bigint NOT NULL,
	CONSTRAINT "message_search_tenant_id_room_id_seq_pk" PRIMARY KEY("tenant_id","room_id","seq")
);
--> statement-breakpoint
ALTER TABLE "message_search" ADD CONSTRAINT "message_search_tenant_id_room_id_rooms_tenant_id_id_fk" FOREIGN KEY ("tenant_id","room_id") REFERENCES "public"."rooms"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_search_recent_idx" ON "message_search" USING btree ("tenant_id","at","room_id","seq");--> statement-breakpoint
CREATE INDEX "message_search_grams_idx" ON "message_search" USING gin ("grams");--> statement-breakpoint
CREATE INDEX "room_events_pin_idx" ON "room_events" USING btree ("tenant_id","room_id","target_seq","seq") WHERE type = 'message.pinned';--> statement-breakpoint
select platform.protect_tenant_table('message_search');
--> statement-breakpoint
-- What is searched for reaches the index through this policy: under row-level security a condition of the query itself
-- may not use the GIN index, since `@>` is not marked leakproof. Without a search the setting is empty, and every row holds
-- the empty set. It only narrows; the tenant's policy stands beside it.
create policy search_hint on message_search as restrictive for select to public
  using (grams @> coalesce(nullif(current_setting('app.search_grams', true), ''), '{}')::int[]);
