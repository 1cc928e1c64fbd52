CREATE TABLE "ai_session_messages" (
	"tenant_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"turn" integer NOT NULL,
	"role" text NOT NULL,
	"content" text NOT NULL,
	"status" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "ai_session_messages_tenant_id_session_id_seq_pk" PRIMARY KEY("tenant_id","session_id","seq")
);
--> statement-breakpoint
CREATE TABLE "ai_sessions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"version" bigint NOT NULL,
	"title" text NOT NULL,
	"model" text,
	"instructions" text NOT NULL,
	"end_user" text,
	"metadata" jsonb NOT NULL,
	"tools" text[] NOT NULL,
	"last_seq" bigint NOT NULL,
	"reset_seq" bigint NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "ai_sessions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "http_tools" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"input_schema" jsonb NOT NULL,
	"method" text NOT NULL,
	"url_template" text NOT NULL,
	"header_names" text[] NOT NULL,
	"sealed_headers" text,
	"timeout_ms" integer NOT NULL,
	"destructive" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "http_tools_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "mcp_servers" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"header_names" text[] NOT NULL,
	"sealed_headers" text,
	"destructive" boolean NOT NULL,
	"tools" jsonb NOT NULL,
	"fingerprint" text NOT NULL,
	"offered_fingerprint" text,
	"checked_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "mcp_servers_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "tool_runs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"tool" text NOT NULL,
	"args_hash" text NOT NULL,
	"sealed_args" text,
	"status" text NOT NULL,
	"reason" text,
	"ms" integer,
	"session_id" uuid,
	"key_id" uuid NOT NULL,
	"decided_by" uuid,
	"at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "tool_runs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE INDEX "ai_sessions_list_idx" ON "ai_sessions" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
CREATE INDEX "ai_sessions_user_idx" ON "ai_sessions" USING btree ("tenant_id","end_user","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "http_tools_name_key" ON "http_tools" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "mcp_servers_name_key" ON "mcp_servers" USING btree ("tenant_id","name");--> statement-breakpoint
CREATE INDEX "tool_runs_list_idx" ON "tool_runs" USING btree ("tenant_id","at","id");--> statement-breakpoint
select platform.protect_tenant_table('ai_sessions');
--> statement-breakpoint
select platform.protect_tenant_table('ai_session_messages');
--> statement-breakpoint
select platform.protect_tenant_table('tool_runs');
--> statement-breakpoint
select platform.protect_tenant_table('http_tools');
--> statement-breakpoint
select platform.protect_tenant_table('mcp_servers');
