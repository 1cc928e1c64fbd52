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
import type { ToolRunAnswer, ToolRunView } from "@/lib/tools/protocol";
import { JsonText } from "./json-text";

/** Asks once more, with the arguments in sight. Stays open with the reason when it could not be decided. */
export function DecideDialog({
  slug,
  run,
  to,
  onClose,
}: {
  slug: string;
  run: ToolRunView;
  to: "approve" | "deny";
  onClose(): void;
}) {
  const t = useTranslations("tools.log");
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const { id, tool } = run;
  const isApproval = to === "approve";
  const decide = async () => {
    setPending(true);
    const body = { arguments_hash: run.arguments_hash };
    const sent = await send<ToolRunAnswer>("POST", `/api/t/${slug}/tools/runs/${id}/${to}`, body);
    setPending(false);
    // Somebody else may have decided: the list behind says how it stands.
    router.refresh();
    if (!sent.ok) return setFaults([{ message: words(sent.fault) }]);
    toast(isApproval ? t("approved", { tool, state: t(`states.${sent.data.run.status}`) }) : t("denied"));
    onClose();
  };
  return (
    <AlertDialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <ConfirmContent
        title={t(isApproval ? "approveTitle" : "denyTitle", { tool })}
        consequence={t(isApproval ? "approveHelp" : "denyHelp")}
        submit={t(isApproval ? "approve" : "deny")}
        cancel={t("keep")}
        onSubmit={decide}
        pending={pending}
        calm={isApproval}
      >
        {isApproval ? <JsonText label={t("arguments", { tool })} value={run.arguments} /> : null}
        <FormErrors faults={faults} />
      </ConfirmContent>
    </AlertDialog>
  );
}
