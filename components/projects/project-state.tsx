import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { ProjectView } from "@/lib/projects/protocol";

/** Whether visitors can use it: paused, shown nowhere yet, or live. */
export function ProjectState({ project }: { project: Pick<ProjectView, "paused" | "origins"> }) {
  const t = useTranslations("projects.states");
  if (project.paused) return <Badge variant="warning">{t("paused")}</Badge>;
  return project.origins.length === 0 ? (
    <Badge variant="outline">{t("demo")}</Badge>
  ) : (
    <Badge variant="accent">{t("live")}</Badge>
  );
}
