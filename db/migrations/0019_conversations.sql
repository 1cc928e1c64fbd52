CREATE TABLE "conversation_messages" (
	"tenant_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"version" bigint NOT NULL,
	"turn" integer NOT NULL,
	"role" text NOT NULL,
	"text" text NOT NULL,
	"state" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "conversation_messages_tenant_id_conversation_id_seq_pk" PRIMARY KEY("tenant_id","conversation_id","seq")
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"visitor_id" uuid NOT NULL,
	"visitor_name" text,
	"anonymous" boolean NOT NULL,
	"language" text NOT NULL,
	"page_url" text,
	"page_title" text,
	"version" bigint NOT NULL,
	"state" text NOT NULL,
	"last_seq" bigint NOT NULL,
	"turns" integer NOT NULL,
	"preview" text NOT NULL,
	"outcome" text,
	"ups" integer NOT NULL,
	"downs" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "conversations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE INDEX "conversations_list_idx" ON "conversations" USING btree ("tenant_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "conversations_project_idx" ON "conversations" USING btree ("tenant_id","project_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "conversations_visitor_idx" ON "conversations" USING btree ("tenant_id","visitor_id");--> statement-breakpoint
select platform.protect_tenant_table('conversations');
--> statement-breakpoint
select platform.protect_tenant_table('conversation_messages');
