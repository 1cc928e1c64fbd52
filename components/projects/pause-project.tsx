"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FormErrors, type FormFault } from "@/components/ui/form-errors";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { ProjectView } from "@/lib/projects/protocol";
import { ProjectState } from "./project-state";

/** Whether visitors may use it now. Pausing takes effect at once and loses nothing. */
export function PauseProject({ slug, project }: { slug: string; project: ProjectView }) {
  const t = useTranslations("projects.pause");
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const change = async () => {
    setPending(true);
    const { id, version, paused } = project;
    const sent = await send("PATCH", `/api/t/${slug}/projects/${id}`, { version, paused: !paused });
    setPending(false);
    setFaults(sent.ok ? [] : [{ message: sent.fault.code === "conflict" ? t("conflict") : words(sent.fault) }]);
    if (sent.ok) toast(paused ? t("resumed") : t("paused"));
    // Also after a failure: it may be kept, and what is shown here would not say so.
    router.refresh();
  };
  return (
    <section aria-label={t("label")} className="flex flex-col gap-2 rounded-md border p-4">
      <FormErrors faults={faults} />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex min-w-0 flex-1 flex-col items-start gap-1">
          <ProjectState project={project} />
          <p className="text-sm text-muted-foreground">{project.paused ? t("isPaused") : t("isOn")}</p>
        </div>
        <Button variant={project.paused ? "default" : "outline"} pending={pending} onClick={() => void change()}>
          {project.paused ? t("resume") : t("pause")}
        </Button>
      </div>
    </section>
  );
}
