import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: ["./db/schema/auth.ts", "./db/schema/platform.ts", "./db/schema/operators.ts", "./db/schema/tenant.ts"],
  out: "./db/migrations",
});
