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

/** Says what goes, and stays open with the reason when it did not. */
export function EraseConversation({ slug, id }: { slug: string; id: string }) {
  const t = useTranslations("conversations.erase");
  const words = useFaultWords();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const erase = async () => {
    setPending(true);
    const sent = await send("DELETE", `/api/t/${slug}/conversations/${id}`);
    setPending(false);
    if (!sent.ok) return setFaults([{ message: words(sent.fault) }]);
    toast(t("done"));
    router.push(`/${slug}/admin/conversations`);
    router.refresh();
  };
  const close = () => {
    setOpen(false);
    setFaults([]);
  };
  return (
    <div>
      <Button variant="outline" className="text-destructive" onClick={() => setOpen(true)}>
        {t("act")}
      </Button>
      <AlertDialog open={open} onOpenChange={(next) => !next && !pending && close()}>
        <AlertDialogContent>
          <AlertDialogHeader>
            <AlertDialogTitle>{t("title")}</AlertDialogTitle>
            <AlertDialogDescription>{t("consequence")}</AlertDialogDescription>
          </AlertDialogHeader>
          <FormErrors faults={faults} />
          <AlertDialogFooter>
            <Button variant="destructive" pending={pending} onClick={() => void erase()}>
              {t("act")}
            </Button>
            <AlertDialogCancel>{t("cancel")}</AlertDialogCancel>
          </AlertDialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    </div>
  );
}
