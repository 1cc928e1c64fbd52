"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Alert, AlertActions, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";

/** In place of the list when it could not be asked for. */
export function ModelsAway() {
  const t = useTranslations("models");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <Alert variant="warning">
      <AlertTitle>{t("away")}</AlertTitle>
      <AlertDescription>{t("awayHelp")}</AlertDescription>
      <AlertActions>
        <Button variant="outline" size="sm" pending={pending} onClick={() => startTransition(() => router.refresh())}>
          {t("retry")}
        </Button>
      </AlertActions>
    </Alert>
  );
}
