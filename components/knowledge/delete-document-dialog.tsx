"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { FormErrors, type FormFault } from "@/components/ui/form-errors";
import { toast } from "@/components/ui/sonner";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { KnowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import type { DocumentView } from "@/lib/knowledge/protocol";

/** Names the document and what follows. */
export function DeleteDocumentDialog({
  api,
  document: { id, title },
  onDeleted,
  onClose,
}: {
  api: KnowledgeApi;
  document: DocumentView;
  onDeleted(): Promise<void>;
  onClose(): void;
}) {
  const t = useTranslations("knowledge.delete");
  const words = useFaultWords();
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const remove = async () => {
    setPending(true);
    const sent = await api.remove(id);
    setPending(false);
    if (!sent.ok && sent.fault.code !== "not_found") return setFaults([{ message: words(sent.fault) }]);
    toast(t("done", { title }));
    void onDeleted();
    onClose();
  };
  return (
    <AlertDialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t("title", { title })}</AlertDialogTitle>
          <AlertDialogDescription>{t("consequence")}</AlertDialogDescription>
        </AlertDialogHeader>
        <FormErrors faults={faults} />
        <AlertDialogFooter>
          <Button variant="destructive" pending={pending} onClick={() => void remove()}>
            {t("submit")}
          </Button>
          <AlertDialogCancel>{t("keep")}</AlertDialogCancel>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
