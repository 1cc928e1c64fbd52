"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toast } from "@/components/ui/sonner";
import { forgetDevice } from "@/lib/offline/client/forget-device";
import { send } from "@/lib/access/client/send";

/** Ends the session and leaves for the start page; says so when it could not. */
export function useSignOut(): () => Promise<void> {
  const t = useTranslations("frame.me");
  return useCallback(async () => {
    const answer = await send("POST", "/api/auth/sign-out", {});
    if (!answer.ok) {
      toast.error(t("signOutFailed"));
      return;
    }
    await forgetDevice();
    // A whole new page: nothing of the session stays in memory.
    window.location.assign("/");
  }, [t]);
}
