CREATE TABLE "thread_follows" (
	"tenant_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"root_seq" bigint NOT NULL,
	"person_id" uuid NOT NULL,
	"following" boolean NOT NULL,
	"up_to" bigint NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "thread_follows_tenant_id_room_id_root_seq_person_id_pk" PRIMARY KEY("tenant_id","room_id","root_seq","person_id")
);
--> statement-breakpoint
DROP INDEX "room_events_change_idx";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "in_room" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "mentions" text[];--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "pinned_by" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "pinned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "replies" jsonb;--> statement-breakpoint
ALTER TABLE "room_events" ADD COLUMN "root_seq" bigint;--> statement-breakpoint
ALTER TABLE "room_events" ADD COLUMN "mentions" text[];--> statement-breakpoint
ALTER TABLE "thread_follows" ADD CONSTRAINT "thread_follows_tenant_id_room_id_rooms_tenant_id_id_fk" FOREIGN KEY ("tenant_id","room_id") REFERENCES "public"."rooms"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "thread_follows_person_idx" ON "thread_follows" USING btree ("tenant_id","person_id") WHERE following;--> statement-breakpoint
CREATE INDEX "messages_thread_idx" ON "messages" USING btree ("tenant_id","room_id","thread_seq","seq") WHERE thread_seq is not null;--> statement-breakpoint
CREATE INDEX "messages_timeline_idx" ON "messages" USING btree ("tenant_id","room_id","seq") WHERE thread_seq is null or in_room;--> statement-breakpoint
CREATE INDEX "room_events_root_idx" ON "room_events" USING btree ("tenant_id","room_id","root_seq","seq") WHERE root_seq is not null;--> statement-breakpoint
CREATE INDEX "room_events_change_idx" ON "room_events" USING btree ("tenant_id","room_id","target_seq","seq") WHERE type in ('message.edited', 'message.deleted', 'message.pinned');--> statement-breakpoint
select platform.protect_tenant_table('thread_follows');--> statement-breakpoint
-- What was projected before: for this alone the owner sees every tenant's rows.
ALTER TABLE room_events NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE messages NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
update room_events set root_seq = (data->>'thread')::bigint where type = 'message.created' and data->>'thread' is not null;--> statement-breakpoint
update messages root set
  replies = jsonb_build_object('count', thread.count, 'lastSeq', thread.last, 'lastAt', thread.last_at, 'people', (
    select jsonb_agg(first.author_id order by first.seq) from (
      select p.author_id, min(p.seq) as seq from messages p
      where p.tenant_id = thread.tenant_id and p.room_id = thread.room_id and p.thread_seq = thread.thread_seq
      group by p.author_id order by min(p.seq) limit 5
    ) first
  )),
  version_seq = greatest(root.version_seq, thread.last)
from (
  select tenant_id, room_id, thread_seq, count(*) as count, max(seq) as last,
    (array_agg((extract(epoch from at) * 1000)::bigint order by seq desc))[1] as last_at
  from messages where thread_seq is not null group by tenant_id, room_id, thread_seq
) thread
where root.tenant_id = thread.tenant_id and root.room_id = thread.room_id and root.seq = thread.thread_seq;--> statement-breakpoint
ALTER TABLE room_events FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE messages FORCE ROW LEVEL SECURITY;
