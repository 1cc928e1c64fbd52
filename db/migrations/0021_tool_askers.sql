ALTER TABLE "tool_runs" ALTER COLUMN "key_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "tool_runs" ADD COLUMN "person_id" uuid;--> statement-breakpoint
ALTER TABLE "tool_runs" ADD COLUMN "decided_kind" text;--> statement-breakpoint
ALTER TABLE "tool_runs" ADD CONSTRAINT "tool_runs_one_asker" CHECK (("tool_runs"."key_id" is null) <> ("tool_runs"."person_id" is null));--> statement-breakpoint
ALTER TABLE "tool_runs" ADD CONSTRAINT "tool_runs_decided_kind" CHECK ("tool_runs"."decided_kind" in ('key', 'person'));