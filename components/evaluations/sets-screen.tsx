"use client";

import { ListChecks } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Form, SubmitButton, TextField } from "@/components/access/form";
import { PlaygroundTabs } from "@/components/playground/playground-tabs";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { send } from "@/lib/access/client/send";
import { useForm } from "@/lib/access/client/use-form";
import { type EvaluationSetSummary, PLAYGROUND_BOUNDS } from "@/lib/playground/protocol";
import { RunState } from "./run-state";

interface Project {
  id: string;
  name: string;
}

/** The tenant's evaluation sets, each with its newest run. */
export function SetsScreen({
  slug,
  sets,
  projects,
}: {
  slug: string;
  sets: readonly EvaluationSetSummary[];
  projects: readonly Project[];
}) {
  const t = useTranslations("evaluations");
  const [making, setMaking] = useState(false);
  const act =
    projects.length === 0 ? (
      <Button asChild>
        <Link href={`/${slug}/admin/projects`}>{t("empty.action")}</Link>
      </Button>
    ) : (
      <Button onClick={() => setMaking(true)}>{t("new.act")}</Button>
    );
  return (
    <div className="flex flex-col gap-4">
      <PlaygroundTabs slug={slug} />
      {sets.length === 0 ? (
        <EmptyState icon={ListChecks} title={t("empty.title")} className="p-0 pt-2" actions={act}>
          {t("empty.body")}
        </EmptyState>
      ) : (
        <>
          <div className="flex flex-wrap items-start justify-between gap-3">
            <p className="max-w-2xl text-sm text-muted-foreground">{t("about")}</p>
            {act}
          </div>
          <SetsTable slug={slug} sets={sets} />
        </>
      )}
      {making ? <NewSetDialog slug={slug} projects={projects} onClose={() => setMaking(false)} /> : null}
    </div>
  );
}

function SetsTable({ slug, sets }: { slug: string; sets: readonly EvaluationSetSummary[] }) {
  const t = useTranslations("evaluations");
  const format = useFormatter();
  return (
    <Table aria-label={t("title")}>
      <TableHeader>
        <TableRow>
          <TableHead>{t("list.name")}</TableHead>
          <TableHead className="max-md:hidden">{t("list.assistant")}</TableHead>
          <TableHead className="text-end max-sm:hidden">{t("list.cases")}</TableHead>
          <TableHead>{t("list.last")}</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {sets.map(({ id, name, projectName, cases, lastRun }) => (
          <TableRow key={id} className="[&>td]:align-top">
            <TableCell className="max-w-64">
              <Link
                href={`/${slug}/admin/playground/evaluations/${id}`}
                className="font-medium [overflow-wrap:anywhere] underline-offset-2 hover:underline"
              >
                {name}
              </Link>
              <span className="block truncate text-xs text-muted-foreground md:hidden">{projectName}</span>
            </TableCell>
            <TableCell className="max-w-48 truncate text-muted-foreground max-md:hidden">{projectName}</TableCell>
            <TableCell className="text-end max-sm:hidden">{format.number(cases)}</TableCell>
            <TableCell>
              {lastRun === null ? (
                <span className="text-muted-foreground">{t("list.never")}</span>
              ) : (
                <>
                  <RunState run={lastRun} />
                  <span className="block text-xs text-muted-foreground">
                    {format.dateTime(lastRun.createdAt, { dateStyle: "medium", timeStyle: "short" })}
                  </span>
                </>
              )}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function NewSetDialog({ slug, projects, onClose }: { slug: string; projects: readonly Project[]; onClose(): void }) {
  const t = useTranslations("evaluations.new");
  const router = useRouter();
  const [project, setProject] = useState(projects[0]?.id ?? "");
  const form = useForm({
    fields: ["name"],
    check: ({ name }) => ({ name: name.trim() === "" ? t("nameMissing") : undefined }),
    submit: ({ name }) => send<{ set: { id: string } }>("POST", `/api/t/${slug}/evaluations`, { project, name }),
    done: ({ set }) => router.push(`/${slug}/admin/playground/evaluations/${set.id}`),
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
          <DialogDescription>{t("help")}</DialogDescription>
        </DialogHeader>
        <Form form={form}>
          <TextField
            form={form}
            name="name"
            label={t("name")}
            autoComplete="off"
            maxLength={PLAYGROUND_BOUNDS.setNameCharsMax}
            takesFocus
          />
          <Field label={t("assistant")}>
            <Select value={project} onValueChange={setProject}>
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
          <DialogFooter>
            <SubmitButton form={form}>{t("submit")}</SubmitButton>
            <Button variant="ghost" onClick={onClose}>
              {t("cancel")}
            </Button>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
