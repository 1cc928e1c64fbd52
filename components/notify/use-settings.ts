import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { NotificationsView } from "@/lib/notify/protocol";

/** Saves a part of my notification settings; says so, or why not. Answers what is stored then; null when nothing changed. */
export function useSaveSettings(tenant: string): {
  pending: boolean;
  save(change: object): Promise<NotificationsView["settings"] | null>;
} {
  const t = useTranslations("notify");
  const words = useFaultWords();
  const [pending, setPending] = useState(false);
  return {
    pending,
    async save(change) {
      setPending(true);
      const sent = await send<Pick<NotificationsView, "settings">>("PATCH", `/api/t/${tenant}/notifications`, change);
      setPending(false);
      if (!sent.ok) {
        toast.error(words(sent.fault));
        return null;
      }
      toast(t("saved"));
      return sent.data.settings;
    },
  };
}
