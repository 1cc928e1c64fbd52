"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import type { FormFault } from "@/components/ui/form-errors";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { ProjectView } from "@/lib/projects/protocol";

type Faults = Readonly<Record<string, string>>;

interface SettingsSpec<T> {
  slug: string;
  project: ProjectView;
  /** What the form holds of a project. */
  read(project: ProjectView): T;
  /** What is sent of it. */
  write(draft: T): object;
  /** What fields are called in the summary, by where they stand in what is sent (`theme.accent`). */
  labels: Readonly<Record<string, string>>;
  /** What is wrong before anything is sent, by the same names. */
  check?(draft: T): Readonly<Record<string, string | undefined>>;
}

export interface SettingsHandle<T> {
  draft: T;
  set(change: Partial<T>): void;
  faults: Faults;
  list: readonly FormFault[];
  dirty: boolean;
  pending: boolean;
  idOf(name: string): string;
  submit(event: FormEvent): void;
  discard(): void;
}

/** One tab of a project: what was typed, whether it is saved, and what is wrong with it. */
export function useSettings<T extends object>(spec: SettingsSpec<T>): SettingsHandle<T> {
  const t = useTranslations("projects.form");
  const named = useTranslations("access.common");
  const words = useFaultWords();
  const router = useRouter();
  const formId = useId();
  const [saved, setSaved] = useState(spec.project);
  const [draft, setDraft] = useState(() => spec.read(spec.project));
  const [faults, setFaults] = useState<Faults>({});
  const [list, setList] = useState<readonly FormFault[]>([]);
  const [pending, setPending] = useState(false);
  // What was changed elsewhere on this page (paused, say) has a version that the next change must name.
  const base = spec.project.version > saved.version ? spec.project : saved;
  const dirty = JSON.stringify(draft) !== JSON.stringify(spec.read(base));
  const idOf = (name: string) => `${formId}${name}`;

  const show = (wrong: Faults, whole?: string) => {
    setFaults(wrong);
    const ofFields = Object.entries(wrong).map(([name, fault]) => ({
      id: idOf(name),
      message: named("named", { label: spec.labels[name] ?? name, fault }),
    }));
    setList(whole === undefined ? ofFields : [...ofFields, { message: whole }]);
  };

  const save = async () => {
    const wrong = Object.entries(spec.check?.(draft) ?? {}).filter((entry): entry is [string, string] => !!entry[1]);
    if (wrong.length > 0) return show(Object.fromEntries(wrong));
    setPending(true);
    const path = `/api/t/${spec.slug}/projects/${base.id}`;
    const sent = await send<{ project: ProjectView }>("PATCH", path, { version: base.version, ...spec.write(draft) });
    setPending(false);
    if (!sent.ok) {
      const { code, param = "" } = sent.fault;
      const field = Object.keys(spec.labels).find((name) => param === name || param.startsWith(`${name}.`));
      if (field !== undefined) return show({ [field]: words(sent.fault) });
      return show({}, code === "conflict" ? t("conflict") : words(sent.fault));
    }
    show({});
    setSaved(sent.data.project);
    setDraft(spec.read(sent.data.project));
    toast(t("saved"));
    router.refresh();
  };

  return {
    draft,
    set: (change) => setDraft((before) => ({ ...before, ...change })),
    faults,
    list,
    dirty,
    pending,
    idOf,
    submit(event) {
      event.preventDefault();
      if (!pending) void save();
    },
    discard() {
      setDraft(spec.read(base));
      show({});
    },
  };
}
