CREATE TABLE "evaluation_cases" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"set_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"question" text NOT NULL,
	"expects" jsonb NOT NULL,
	CONSTRAINT "evaluation_cases_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "evaluation_results" (
	"tenant_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"question" text NOT NULL,
	"expects" jsonb NOT NULL,
	"verdict" text,
	"faults" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"outcome" text,
	"cited" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"model" text,
	"confidence" real,
	"prompt_tokens" integer DEFAULT 0 NOT NULL,
	"completion_tokens" integer DEFAULT 0 NOT NULL,
	"cost" bigint DEFAULT 0 NOT NULL,
	"total_ms" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "evaluation_results_tenant_id_run_id_case_id_pk" PRIMARY KEY("tenant_id","run_id","case_id"),
	CONSTRAINT "evaluation_results_cost" CHECK ("evaluation_results"."cost" >= 0)
);
--> statement-breakpoint
CREATE TABLE "evaluation_runs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"set_id" uuid NOT NULL,
	"state" text NOT NULL,
	"fault" text,
	"model" text,
	"prompt_number" integer NOT NULL,
	"house_number" integer NOT NULL,
	"budget" bigint NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "evaluation_runs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "evaluation_sets" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "evaluation_sets_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "prompt_versions" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"project_id" uuid,
	"number" integer NOT NULL,
	"text" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"from_number" integer,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "prompt_versions_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "prompt_versions_number" UNIQUE NULLS NOT DISTINCT("tenant_id","project_id","number")
);
--> statement-breakpoint
ALTER TABLE "evaluation_cases" ADD CONSTRAINT "evaluation_cases_tenant_id_set_id_evaluation_sets_tenant_id_id_fk" FOREIGN KEY ("tenant_id","set_id") REFERENCES "public"."evaluation_sets"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluation_results" ADD CONSTRAINT "evaluation_results_tenant_id_run_id_evaluation_runs_tenant_id_id_fk" FOREIGN KEY ("tenant_id","run_id") REFERENCES "public"."evaluation_runs"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluation_runs" ADD CONSTRAINT "evaluation_runs_tenant_id_set_id_evaluation_sets_tenant_id_id_fk" FOREIGN KEY ("tenant_id","set_id") REFERENCES "public"."evaluation_sets"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evaluation_sets" ADD CONSTRAINT "evaluation_sets_tenant_id_project_id_projects_tenant_id_id_fk" FOREIGN KEY ("tenant_id","project_id") REFERENCES "public"."projects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prompt_versions" ADD CONSTRAINT "prompt_versions_tenant_id_project_id_projects_tenant_id_id_fk" FOREIGN KEY ("tenant_id","project_id") REFERENCES "public"."projects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "evaluation_cases_set_idx" ON "evaluation_cases" USING btree ("tenant_id","set_id","position");--> statement-breakpoint
CREATE INDEX "evaluation_runs_set_idx" ON "evaluation_runs" USING btree ("tenant_id","set_id","created_at");--> statement-breakpoint
CREATE INDEX "evaluation_sets_project_idx" ON "evaluation_sets" USING btree ("tenant_id","project_id");--> statement-breakpoint
-- Version 1 is what is there. The owner reads every tenant's rows for that, and no longer.
ALTER TABLE projects NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE tenant_config NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
insert into prompt_versions (tenant_id, id, project_id, number, text, created_by, created_at)
select tenant_id, gen_random_uuid(), id, 1, settings ->> 'instructions', created_by, updated_at
from projects where coalesce(settings ->> 'instructions', '') <> '';--> statement-breakpoint
insert into prompt_versions (tenant_id, id, project_id, number, text, created_at)
select tenant_id, gen_random_uuid(), null, 1, system_prompt, now() from tenant_config where system_prompt <> '';--> statement-breakpoint
ALTER TABLE projects FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE tenant_config FORCE ROW LEVEL SECURITY;--> statement-breakpoint
select platform.protect_tenant_table('prompt_versions');
--> statement-breakpoint
select platform.protect_tenant_table('evaluation_sets');
--> statement-breakpoint
select platform.protect_tenant_table('evaluation_cases');
--> statement-breakpoint
select platform.protect_tenant_table('evaluation_runs');
--> statement-breakpoint
select platform.protect_tenant_table('evaluation_results');
