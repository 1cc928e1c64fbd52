"use client";

import { PageFailed } from "@/components/frame/page-failed";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main>
      <PageFailed error={error} retry={reset} />
    </main>
  );
}
