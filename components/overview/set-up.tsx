"use client";

import { Circle, CircleCheck } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { Card, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { Overview, Step } from "@/lib/overview/protocol";
import type { ProjectId } from "@/lib/platform/ids";
import { cn } from "@/lib/ui/cn";

/** What is not set up yet, step by step. Nothing once everything is. */
export function SetUp({ slug, overview: { steps, firstProject } }: { slug: string; overview: Overview }) {
  const t = useTranslations("overview.steps");
  const done = steps.filter((one) => one.done).length;
  if (done === steps.length) return null;
  const next = steps.find((one) => !one.done)?.step;
  return (
    <Card aria-labelledby="overview-steps">
      <CardHeader>
        <CardTitle id="overview-steps">{t("title")}</CardTitle>
        <CardDescription>{t("count", { done, all: steps.length })}</CardDescription>
      </CardHeader>
      <ol className="flex flex-col p-2">
        {steps.map(({ step, done: isDone }) => (
          <li key={step}>
            <Link
              href={`/${slug}/admin/${pathOf(step, firstProject)}`}
              data-slot="set-up-step"
              className="flex gap-2.5 rounded-sm px-2 py-2 text-sm -outline-offset-2 hover:bg-accent"
            >
              {isDone ? (
                <CircleCheck aria-hidden className="mt-px text-primary" />
              ) : (
                <Circle aria-hidden className="mt-px text-muted-foreground" />
              )}
              <span className="flex min-w-0 flex-col gap-0.5">
                <span className={cn(isDone ? "text-muted-foreground" : "font-medium")}>
                  {t(`${step}.title`)}
                  {isDone ? <span className="sr-only"> ({t("done")})</span> : null}
                </span>
                {step === next ? <span className="text-xs text-muted-foreground">{t(`${step}.body`)}</span> : null}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function pathOf(step: Step, project: ProjectId | null): string {
  switch (step) {
    case "people":
      return "members";
    case "assistant":
      return "projects";
    case "documents":
      return project === null ? "projects" : `projects/${project}/knowledge`;
    case "site":
      return project === null ? "projects" : `projects/${project}`;
    case "key":
      return "keys";
    default:
      return step satisfies never;
  }
}
