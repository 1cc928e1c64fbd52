CREATE TABLE "later_items" (
	"tenant_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"id" text NOT NULL,
	"version" bigint NOT NULL,
	"gone" boolean NOT NULL,
	"data" jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "later_items_tenant_id_person_id_kind_id_pk" PRIMARY KEY("tenant_id","person_id","kind","id")
);
--> statement-breakpoint
CREATE INDEX "later_items_gone_idx" ON "later_items" USING btree ("tenant_id","person_id","updated_at") WHERE gone;--> statement-breakpoint
select platform.protect_tenant_table('later_items');
