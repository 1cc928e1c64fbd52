CREATE TABLE "filter_words" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"text" text NOT NULL,
	"key" text NOT NULL,
	"action" text NOT NULL,
	"added_by" uuid NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "filter_words_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "filter_words_key" UNIQUE("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "message_reports" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"body" text NOT NULL,
	"reporter_id" uuid,
	"reason" text,
	"note" text NOT NULL,
	"words" text[] NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "message_reports_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "report_cases" (
	"tenant_id" uuid NOT NULL,
	"room_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"author_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"resolved_by" uuid,
	"resolved_at" timestamp with time zone,
	CONSTRAINT "report_cases_tenant_id_room_id_seq_pk" PRIMARY KEY("tenant_id","room_id","seq")
);
--> statement-breakpoint
ALTER TABLE "tenant_settings" ADD COLUMN "words_version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "message_reports" ADD CONSTRAINT "message_reports_tenant_id_room_id_seq_report_cases_tenant_id_room_id_seq_fk" FOREIGN KEY ("tenant_id","room_id","seq") REFERENCES "public"."report_cases"("tenant_id","room_id","seq") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "message_reports_case_idx" ON "message_reports" USING btree ("tenant_id","room_id","seq","at");--> statement-breakpoint
CREATE INDEX "report_cases_open_idx" ON "report_cases" USING btree ("tenant_id","reported_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "report_cases_resolved_idx" ON "report_cases" USING btree ("tenant_id","resolved_at") WHERE state <> 'open';--> statement-breakpoint
select platform.protect_tenant_table('filter_words');
--> statement-breakpoint
select platform.protect_tenant_table('report_cases');
--> statement-breakpoint
select platform.protect_tenant_table('message_reports');
