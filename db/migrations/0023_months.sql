CREATE TABLE "report_month_spreads" (
	"tenant_id" uuid NOT NULL,
	"report" text NOT NULL,
	"month" date NOT NULL,
	"project" text NOT NULL,
	"by" text NOT NULL,
	"key" text NOT NULL,
	"measure" text NOT NULL,
	"buckets" smallint[] NOT NULL,
	"counts" integer[] NOT NULL,
	"ends" integer[] NOT NULL,
	"values" integer[] NOT NULL,
	"times" integer[] NOT NULL,
	CONSTRAINT "report_month_spreads_pk" PRIMARY KEY("tenant_id","report","month","project","by","key","measure")
);
--> statement-breakpoint
select platform.protect_tenant_table('report_month_spreads');
--> statement-breakpoint
-- Slices of these are read: kept as they are, so that the rest of a row need not be.
alter table report_month_spreads alter column "values" set storage external, alter column times set storage external;
