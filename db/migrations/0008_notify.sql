CREATE TABLE "notify_levels" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"level" text NOT NULL,
	CONSTRAINT "notify_levels_tenant_id_person_id_room_id_pk" PRIMARY KEY("tenant_id","person_id","room_id")
);
--> statement-breakpoint
CREATE TABLE "notify_policy" (
	"tenant_id" uuid NOT NULL,
	"hide_text" boolean DEFAULT false NOT NULL,
	CONSTRAINT "notify_policy_tenant_id_pk" PRIMARY KEY("tenant_id")
);
--> statement-breakpoint
CREATE TABLE "notify_settings" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"sound" boolean DEFAULT false NOT NULL,
	"mail" boolean DEFAULT true NOT NULL,
	"keywords" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"quiet_until" timestamp with time zone,
	"schedule" jsonb,
	CONSTRAINT "notify_settings_tenant_id_person_id_pk" PRIMARY KEY("tenant_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "push_subscriptions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"session_id" text NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "push_subscriptions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "push_subscriptions_endpoint_key" ON "push_subscriptions" USING btree ("tenant_id","endpoint");--> statement-breakpoint
CREATE INDEX "push_subscriptions_person_idx" ON "push_subscriptions" USING btree ("tenant_id","person_id");--> statement-breakpoint
select platform.protect_tenant_table(name::regclass) from unnest(array['notify_settings', 'notify_levels', 'push_subscriptions', 'notify_policy']) as name;
