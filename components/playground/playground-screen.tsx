"use client";

import { FlaskConical } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import type { BenchView } from "@/lib/playground/protocol";
import { PlaygroundNotices } from "./playground-notices";
import { PlaygroundTabs } from "./playground-tabs";
import { TrialBench } from "./trial-bench";

/** The playground: which assistant, and the bench to try it on. */
export function PlaygroundScreen({
  slug,
  projects,
  bench,
}: {
  slug: string;
  projects: readonly { id: string; name: string }[];
  /** Null: there is no assistant yet. */
  bench: BenchView | null;
}) {
  const t = useTranslations("playground");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  if (bench === null) {
    return (
      <EmptyState
        icon={FlaskConical}
        title={t("empty.title")}
        className="p-0 pt-2"
        actions={
          <Button asChild>
            <Link href={`/${slug}/admin/projects`}>{t("empty.action")}</Link>
          </Button>
        }
      >
        {t("empty.body")}
      </EmptyState>
    );
  }
  const show = (id: string) =>
    startTransition(() => router.push(`/${slug}/admin/playground?project=${encodeURIComponent(id)}`));
  const choice = (
    <Field label={t("setup.assistant")} className="w-80 max-w-full">
      <Select value={bench.project.id} onValueChange={show}>
        <SelectTrigger className="w-full">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          {projects.map(({ id, name }) => (
            <SelectItem key={id} value={id}>
              {name}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </Field>
  );
  return (
    <div className="flex flex-col gap-4" aria-busy={pending || undefined}>
      <PlaygroundTabs slug={slug} />
      <p className="max-w-3xl text-sm text-muted-foreground">{t("about")}</p>
      <PlaygroundNotices slug={slug} project={bench.project} />
      <TrialBench key={bench.project.id} slug={slug} {...bench} lead={choice} />
    </div>
  );
}
