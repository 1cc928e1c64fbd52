CREATE TABLE "tenant_settings" (
	"tenant_id" uuid NOT NULL,
	"link_previews" boolean DEFAULT true NOT NULL,
	CONSTRAINT "tenant_settings_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
DROP INDEX "room_events_change_idx";--> statement-breakpoint
CREATE INDEX "room_events_change_idx" ON "room_events" USING btree ("tenant_id","room_id","target_seq","seq") WHERE type in ('message.edited', 'message.deleted', 'message.pinned', 'message.previewed');--> statement-breakpoint
select platform.protect_tenant_table('tenant_settings');
