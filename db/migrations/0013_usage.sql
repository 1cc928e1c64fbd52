CREATE TABLE "usage_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"key_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"model" text NOT NULL,
	"provider" text NOT NULL,
	"end" text NOT NULL,
	"prompt_tokens" bigint NOT NULL,
	"completion_tokens" bigint NOT NULL,
	"cached_tokens" bigint NOT NULL,
	"reasoning_tokens" bigint NOT NULL,
	"estimated" boolean NOT NULL,
	"cost" bigint NOT NULL,
	"price_version" text NOT NULL,
	"first_token_ms" integer,
	"total_ms" integer NOT NULL,
	"attempts" integer NOT NULL,
	"route_reason" text NOT NULL,
	"tags" text[] NOT NULL,
	"session_id" text,
	"user_hash" text,
	"request_id" text,
	CONSTRAINT "usage_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE INDEX "usage_events_at_idx" ON "usage_events" USING btree ("tenant_id","at");--> statement-breakpoint
CREATE INDEX "usage_events_key_idx" ON "usage_events" USING btree ("tenant_id","key_id","at");--> statement-breakpoint
select platform.protect_tenant_table('usage_events');
