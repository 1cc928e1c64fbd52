"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmContent } from "@/components/frame/confirm-content";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { FormErrors, type FormFault } from "@/components/ui/form-errors";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { HttpToolView, McpServerView } from "@/lib/tools/protocol";

/** Names the tool or server and what follows. Stays open with the reason when it could not be removed. */
export function RemoveDialog({
  slug,
  subject,
  onClose,
}: {
  slug: string;
  subject: HttpToolView | McpServerView;
  onClose(): void;
}) {
  const t = useTranslations("tools.removal");
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const { id, name } = subject;
  const isTool = subject.object === "http_tool";
  const remove = async () => {
    setPending(true);
    const sent = await send("DELETE", `/api/t/${slug}/tools/${isTool ? "http" : "mcp"}/${id}`);
    setPending(false);
    if (!sent.ok) return setFaults([{ message: words(sent.fault) }]);
    toast(t("done", { name }));
    router.refresh();
    onClose();
  };
  return (
    <AlertDialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <ConfirmContent
        title={isTool ? t("toolTitle", { name }) : t("serverTitle", { name })}
        consequence={isTool ? t("toolConsequence") : t("serverConsequence", { count: subject.tools.length })}
        submit={t("submit")}
        cancel={t("cancel")}
        onSubmit={remove}
        pending={pending}
      >
        <FormErrors faults={faults} />
      </ConfirmContent>
    </AlertDialog>
  );
}
