"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmContent } from "@/components/frame/confirm-content";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { FormErrors, type FormFault } from "@/components/ui/form-errors";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { KeyView } from "@/lib/keys/protocol";

/** Names the key and what follows. Stays open with the reason when it could not be revoked. */
export function RevokeKeyDialog({ slug, subject, onClose }: { slug: string; subject: KeyView; onClose(): void }) {
  const t = useTranslations("keys.revoke");
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const revoke = async () => {
    setPending(true);
    const sent = await send("DELETE", `/api/t/${slug}/keys/${subject.id}`);
    setPending(false);
    if (!sent.ok) return setFaults([{ message: words(sent.fault) }]);
    toast(t("done", { name: subject.name }));
    router.refresh();
    onClose();
  };
  return (
    <AlertDialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <ConfirmContent
        title={t("title", { name: subject.name })}
        consequence={t("consequence", { shown: subject.shown })}
        submit={t("submit")}
        cancel={t("cancel")}
        onSubmit={revoke}
        pending={pending}
      >
        <FormErrors faults={faults} />
      </ConfirmContent>
    </AlertDialog>
  );
}
