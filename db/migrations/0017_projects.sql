CREATE TABLE "project_secrets" (
	"tenant_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"kid" text NOT NULL,
	"sealed" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone,
	CONSTRAINT "project_secrets_tenant_id_project_id_kid_pk" PRIMARY KEY("tenant_id","project_id","kid")
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"paused" boolean NOT NULL,
	"settings" jsonb NOT NULL,
	"version" bigint NOT NULL,
	"told_version" bigint NOT NULL,
	"created_by" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "projects_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "project_secrets" ADD CONSTRAINT "project_secrets_tenant_id_project_id_projects_tenant_id_id_fk" FOREIGN KEY ("tenant_id","project_id") REFERENCES "public"."projects"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "projects_created_idx" ON "projects" USING btree ("tenant_id","created_at","id");--> statement-breakpoint
select platform.protect_tenant_table('projects');
--> statement-breakpoint
select platform.protect_tenant_table('project_secrets');
