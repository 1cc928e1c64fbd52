"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** In place of something that could not be asked for: what holds meanwhile, and another try. */
export function AwayNotice({ title, help, retry }: { title: string; help: string; retry: string }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Alert variant="warning">
      <AlertTitle>{title}</AlertTitle>
      <AlertDescription>{help}</AlertDescription>
      <AlertActions>
        <Button variant="outline" size="sm" pending={pending} onClick={() => startTransition(() => router.refresh())}>
          {retry}
        </Button>
      </AlertActions>
    </Alert>
  );
}
