"use client";

import { useRouter } from "next/navigation";
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
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { ProjectView } from "@/lib/projects/protocol";

/** Names the secret and what follows. */
export function RetireSecretDialog({
  slug,
  project,
  kid,
  onClose,
}: {
  slug: string;
  project: Pick<ProjectView, "id">;
  kid: string;
  onClose(): void;
}) {
  const t = useTranslations("projects.secrets");
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const retire = async () => {
    setPending(true);
    const sent = await send("DELETE", `/api/t/${slug}/projects/${project.id}/secrets/${kid}`);
    setPending(false);
    if (!sent.ok) return setFaults([{ message: words(sent.fault) }]);
    toast(t("retired", { kid }));
    router.refresh();
    onClose();
  };
  return (
    <AlertDialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>{t("retireTitle", { kid })}</AlertDialogTitle>
          <AlertDialogDescription>{t("retireConsequence")}</AlertDialogDescription>
        </AlertDialogHeader>
        <FormErrors faults={faults} />
        <AlertDialogFooter>
          <Button variant="destructive" pending={pending} onClick={() => void retire()}>
            {t("retireSubmit")}
          </Button>
          <AlertDialogCancel>{t("keep")}</AlertDialogCancel>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
