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

/** Names the assistant and what goes with it. Stays open with the reason when it could not be deleted. */
export function DeleteProject({ slug, project }: { slug: string; project: Pick<ProjectView, "id" | "name"> }) {
  const t = useTranslations("projects.delete");
  const words = useFaultWords();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const remove = async () => {
    setPending(true);
    // Portion by portion, where much was said to it. Each one begins where the last one ended.
    const portion = () => send<{ deleted: boolean }>("DELETE", `/api/t/${slug}/projects/${project.id}`);
    let sent = await portion();
    while (sent.ok && !sent.data.deleted) sent = await portion();
    setPending(false);
    if (!sent.ok) return setFaults([{ message: words(sent.fault) }]);
    toast(t("done", { name: project.name }));
    router.push(`/${slug}/admin/projects`);
    router.refresh();
  };
  const close = () => {
    setOpen(false);
    setFaults([]);
  };
  return (
    <section aria-label={t("act")} className="flex flex-wrap items-center justify-between gap-3 rounded-md border p-4">
      <p className="min-w-0 flex-1 text-sm text-muted-foreground">{t("help")}</p>
      <Button variant="outline" className="text-destructive" onClick={() => setOpen(true)}>
        {t("act")}
      </Button>
      <AlertDialog open={open} onOpenChange={(next) => !next && !pending && close()}>
        <AlertDialogContent>
          <AlertDialogHeader>
            <AlertDialogTitle>{t("title", { name: project.name })}</AlertDialogTitle>
            <AlertDialogDescription>{t("consequence")}</AlertDialogDescription>
          </AlertDialogHeader>
          <FormErrors faults={faults} />
          <AlertDialogFooter>
            <Button variant="destructive" pending={pending} onClick={() => void remove()}>
              {t("act")}
            </Button>
            <AlertDialogCancel>{t("cancel")}</AlertDialogCancel>
          </AlertDialogFooter>
        </AlertDialogContent>
      </AlertDialog>
    </section>
  );
}
