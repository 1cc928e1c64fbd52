"use client";

import { NextIntlClientProvider } from "next-intl";
import { PageFailed } from "@/components/frame/page-failed";
import errors from "@/messages/en/errors.json";
import frame from "@/messages/en/frame.json";
import "./globals.css";

/** When the root layout itself failed: nothing of it may be relied on, so this brings its own document and strings. */
export default function GlobalErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>{errors.page.title}</title>
        <main>
          <NextIntlClientProvider locale="en" timeZone="UTC" messages={{ errors, frame }}>
            <PageFailed error={error} retry={reset} />
          </NextIntlClientProvider>
        </main>
      </body>
    </html>
  );
}
