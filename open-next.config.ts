import { defineCloudflareConfig } from "@opennextjs/cloudflare";

// Every page is dynamic: no incremental cache, tag cache or revalidation queue.
// Webpack, since the adapter must patch Turbopack's runtime and its output is larger.
export default { ...defineCloudflareConfig({}), buildCommand: "next build --webpack" };
