"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";

/** Ends the session and leaves for the start page; says so when it could not. */
export function useSignOut(): () => Promise<void> {
  const t = useTranslations("frame.me");
  return useCallback(async () => {
    const answer = await send("POST", "/api/auth/sign-out", {});
    // A whole new page: nothing of the session stays in memory.
    if (answer.ok) window.location.assign("/");
    else toast.error(t("signOutFailed"));
  }, [t]);
}
