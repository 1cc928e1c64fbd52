CREATE TABLE "files" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"uploader_id" uuid NOT NULL,
	"name" text NOT NULL,
	"size" bigint NOT NULL,
	"type" text,
	"width" integer,
	"height" integer,
	"sha256" text,
	"state" text NOT NULL,
	"attached_seq" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "files_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "files" jsonb;--> statement-breakpoint
CREATE INDEX "files_room_idx" ON "files" USING btree ("tenant_id","room_id","attached_seq","id") WHERE state = 'ready' and attached_seq is not null;--> statement-breakpoint
CREATE INDEX "files_loose_idx" ON "files" USING btree ("tenant_id","created_at") WHERE state <> 'ready' or attached_seq is null;--> statement-breakpoint
select platform.protect_tenant_table('files');
