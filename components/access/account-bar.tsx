"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { forgetDevice } from "@/lib/offline/client/forget-device";
import { useFaultWords } from "@/lib/access/client/use-form";

/** Back to the product, and out of it. */
export function AccountBar() {
  const t = useTranslations("access");
  const words = useFaultWords();
  const signOut = async () => {
    const sent = await send("POST", "/api/auth/sign-out", {});
    if (!sent.ok) {
      toast.error(words(sent.fault));
      return;
    }
    await forgetDevice();
    window.location.assign("/");
  };
  return (
    <header className="flex items-center justify-between gap-3 border-b px-6 py-2">
      <Button asChild variant="ghost" className="-ms-3">
        {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a route that redirects, not a page */}
        <a href="/api/tenants/start">{t("account.back")}</a>
      </Button>
      <Button variant="ghost" className="-me-3" onClick={() => void signOut()}>
        {t("common.signOut")}
      </Button>
    </header>
  );
}
