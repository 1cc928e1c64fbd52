import { defineConfig } from "@playwright/test";
import { browserTestUrl } from "./scripts/local/browser-setup";
import { findChromium } from "./scripts/local/chromium";

const report = process.env.PARLOR_REPORT;

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  // Two contexts that talk are what these tests are about; more at a time only makes two cores wait.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  // Once, on CI only: two cores run the whole product and two browsers, and a pause of the machine is no fault of the product.
  retries: process.env.CI === undefined ? 0 : 1,
  // Waits end when what they wait for is there; only a machine that is busy with other things comes near these.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  globalSetup: "./scripts/local/browser-setup.ts",
  reporter: report === undefined ? "list" : [["list"], ["json", { outputFile: report }]],
  use: {
    baseURL: browserTestUrl(),
    browserName: "chromium",
    // A worker's own requests pass by page.route; the test of the worker itself lets it in.
    serviceWorkers: "block",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: findChromium() ?? "chromium",
      args: [
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
