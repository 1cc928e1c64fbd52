"use client";

import { PageFailed } from "@/components/frame/page-failed";
import { Main } from "@/components/frame/place";

export default function TenantErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Main>
      <PageFailed error={error} retry={reset} />
    </Main>
  );
}
