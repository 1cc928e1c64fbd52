ALTER TABLE "notify_settings" ADD COLUMN "digest" text DEFAULT 'long' NOT NULL;--> statement-breakpoint
ALTER TABLE "notify_settings" ADD COLUMN "zone" text;--> statement-breakpoint
ALTER TABLE "notify_settings" DROP COLUMN "mail";