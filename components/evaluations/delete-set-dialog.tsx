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

/** Names the set and what goes with it. */
export function DeleteSetDialog({
  slug,
  set: { id, name },
  onClose,
}: {
  slug: string;
  set: { id: string; name: string };
  onClose(): void;
}) {
  const t = useTranslations("evaluations.remove");
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const remove = async () => {
    setPending(true);
    const sent = await send("DELETE", `/api/t/${slug}/evaluations/${id}`);
    setPending(false);
    if (!sent.ok && sent.fault.code !== "not_found") return setFaults([{ message: words(sent.fault) }]);
    toast(t("done", { name }));
    router.push(`/${slug}/admin/playground/evaluations`);
  };
  return (
    <AlertDialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <ConfirmContent
        title={t("title", { name })}
        consequence={t("consequence")}
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
