-- What is put together of days lies beside them now, and is made again by the cron.
DROP TABLE "report_month_spreads";--> statement-breakpoint
ALTER TABLE "report_assistant_days" DROP CONSTRAINT "report_assistant_days_tenant_id_project_by_day_key_pk";--> statement-breakpoint
ALTER TABLE "report_assistant_days" ADD COLUMN "until" date;--> statement-breakpoint
-- Written by a change of type, as row-level security holds for updates by the owner too.
ALTER TABLE "report_assistant_days" ALTER COLUMN "until" TYPE date USING "day";--> statement-breakpoint
ALTER TABLE "report_assistant_days" ALTER COLUMN "until" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "report_assistant_days" ADD CONSTRAINT "report_assistant_days_tenant_id_project_by_day_until_key_pk" PRIMARY KEY("tenant_id","project","by","day","until","key");--> statement-breakpoint
ALTER TABLE "report_chat_days" DROP CONSTRAINT "report_chat_days_tenant_id_by_day_key_pk";--> statement-breakpoint
ALTER TABLE "report_chat_days" ADD COLUMN "until" date;--> statement-breakpoint
ALTER TABLE "report_chat_days" ALTER COLUMN "until" TYPE date USING "day";--> statement-breakpoint
ALTER TABLE "report_chat_days" ALTER COLUMN "until" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "report_chat_days" ADD CONSTRAINT "report_chat_days_tenant_id_by_day_until_key_pk" PRIMARY KEY("tenant_id","by","day","until","key");--> statement-breakpoint
ALTER TABLE "report_chat_people" DROP CONSTRAINT "report_chat_people_tenant_id_by_day_key_chunk_pk";--> statement-breakpoint
ALTER TABLE "report_chat_people" ADD COLUMN "until" date;--> statement-breakpoint
ALTER TABLE "report_chat_people" ALTER COLUMN "until" TYPE date USING "day";--> statement-breakpoint
ALTER TABLE "report_chat_people" ALTER COLUMN "until" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "report_chat_people" ADD CONSTRAINT "report_chat_people_tenant_id_by_day_until_key_chunk_pk" PRIMARY KEY("tenant_id","by","day","until","key","chunk");--> statement-breakpoint
ALTER TABLE "report_model_days" DROP CONSTRAINT "report_model_days_tenant_id_project_by_day_key_pk";--> statement-breakpoint
ALTER TABLE "report_model_days" ADD COLUMN "until" date;--> statement-breakpoint
ALTER TABLE "report_model_days" ALTER COLUMN "until" TYPE date USING "day";--> statement-breakpoint
ALTER TABLE "report_model_days" ALTER COLUMN "until" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "report_model_days" ADD CONSTRAINT "report_model_days_tenant_id_project_by_day_until_key_pk" PRIMARY KEY("tenant_id","project","by","day","until","key");--> statement-breakpoint
ALTER TABLE "report_spreads" DROP CONSTRAINT "report_spreads_tenant_id_report_project_by_day_key_measure_pk";--> statement-breakpoint
ALTER TABLE "report_spreads" ADD COLUMN "until" date;--> statement-breakpoint
ALTER TABLE "report_spreads" ALTER COLUMN "until" TYPE date USING "day";--> statement-breakpoint
ALTER TABLE "report_spreads" ALTER COLUMN "until" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "report_spreads" ADD CONSTRAINT "report_spreads_pk" PRIMARY KEY("tenant_id","report","project","by","day","until","key","measure");--> statement-breakpoint
ALTER TABLE "report_spreads" ALTER COLUMN "p50" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "report_spreads" ALTER COLUMN "p95" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "report_spreads" ADD COLUMN "times" integer[];--> statement-breakpoint
-- Slices are read of it, as of the values.
ALTER TABLE "report_spreads" ALTER COLUMN "times" SET STORAGE EXTERNAL;--> statement-breakpoint
ALTER TABLE "report_states" ADD COLUMN "revision" bigint DEFAULT 0 NOT NULL;
