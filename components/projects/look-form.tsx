"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { checkAccent } from "@/lib/projects/core/accent-check";
import { CHOICE_BOUNDS } from "@/lib/projects/core/choice-bounds";
import { textsFor } from "@/lib/projects/core/own-texts";
import type { ProjectTheme, ProjectView } from "@/lib/projects/protocol";
import { AccentNote } from "./accent-note";
import { ChoiceField } from "./choice-field";
import { LogoField } from "./logo-field";
import { LookPreview } from "./look-preview";
import { SettingsForm } from "./settings-form";
import { useSettings } from "./use-settings";

/** Offsets as they are typed. */
type Draft = Omit<ProjectTheme, "offsetX" | "offsetY"> & { offsetX: string; offsetY: string };

const SCHEMES = ["auto", "light", "dark"] as const;
const POSITIONS = ["right", "left"] as const;
const RADII = ["none", "medium", "large"] as const;
const ICONS = ["chat", "question", "spark"] as const;

/** How launcher and panel look, beside a picture of both that follows every change. */
export function LookForm({ slug, project }: { slug: string; project: ProjectView }) {
  const t = useTranslations("projects.look");
  const form = useSettings<Draft>({
    slug,
    project,
    read: ({ theme }) => ({ ...theme, offsetX: String(theme.offsetX), offsetY: String(theme.offsetY) }),
    write: (draft) => ({ theme: themeOf(draft) }),
    labels: {
      "theme.accent": t("accent"),
      "theme.offsetX": t("offsetX"),
      "theme.offsetY": t("offsetY"),
      "theme.logoUrl": t("logo"),
    },
    check: ({ accent, offsetX, offsetY }) => ({
      "theme.accent": /^#[0-9a-f]{6}$/i.test(accent) ? undefined : t("notAColour"),
      "theme.offsetX": isOffset(offsetX) ? undefined : t("notAnOffset", { max: CHOICE_BOUNDS.offsetMax }),
      "theme.offsetY": isOffset(offsetY) ? undefined : t("notAnOffset", { max: CHOICE_BOUNDS.offsetMax }),
    }),
  });
  const { draft, set } = form;
  const check = checkAccent(draft);
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)]">
      <SettingsForm form={form} save={t("save")}>
        <Field
          label={t("accent")}
          help={t("accentHelp")}
          id={form.idOf("theme.accent")}
          error={form.faults["theme.accent"]}
          required
        >
          <div className="flex items-center gap-2">
            <Input
              value={draft.accent}
              onChange={(event) => set({ accent: event.target.value.trim() })}
              className="w-28 font-mono"
              autoComplete="off"
              spellCheck={false}
              maxLength={7}
            />
            <input
              type="color"
              aria-label={t("accentPick")}
              value={check ? draft.accent.toLowerCase() : "#000000"}
              onChange={(event) => set({ accent: event.target.value })}
              className="h-8 w-12 cursor-pointer rounded-md border bg-background p-0.5 pointer-coarse:h-10"
            />
          </div>
        </Field>
        <AccentNote check={check} />
        <ChoiceField
          label={t("scheme")}
          help={t("schemeHelp")}
          values={SCHEMES}
          nameOf={(scheme) => t(`schemes.${scheme}`)}
          value={draft.scheme}
          onChange={(scheme) => set({ scheme })}
        />
        <ChoiceField
          label={t("position")}
          values={POSITIONS}
          nameOf={(position) => t(`positions.${position}`)}
          value={draft.position}
          onChange={(position) => set({ position })}
        />
        <div className="grid grid-cols-2 items-start gap-3">
          {(["offsetX", "offsetY"] as const).map((name) => (
            <Field
              key={name}
              label={t(name)}
              id={form.idOf(`theme.${name}`)}
              error={form.faults[`theme.${name}`]}
              required
            >
              <Input
                value={draft[name]}
                onChange={(event) => set({ [name]: event.target.value })}
                inputMode="numeric"
                autoComplete="off"
                className="tabular-nums"
              />
            </Field>
          ))}
        </div>
        <ChoiceField
          label={t("radius")}
          values={RADII}
          nameOf={(radius) => t(`radii.${radius}`)}
          value={draft.radius}
          onChange={(radius) => set({ radius })}
        />
        <ChoiceField
          label={t("icon")}
          values={ICONS}
          nameOf={(icon) => t(`icons.${icon}`)}
          value={draft.icon}
          onChange={(icon) => set({ icon })}
        />
        <LogoField
          id={form.idOf("theme.logoUrl")}
          error={form.faults["theme.logoUrl"]}
          value={draft.logoUrl}
          onChange={(logoUrl) => set({ logoUrl })}
        />
      </SettingsForm>
      <LookPreview theme={themeOf(draft)} texts={textsFor(project, project.language)} language={project.language} />
    </div>
  );
}

function isOffset(text: string): boolean {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) <= CHOICE_BOUNDS.offsetMax;
}

function themeOf({ offsetX, offsetY, ...rest }: Draft): ProjectTheme {
  return { ...rest, offsetX: Number(offsetX), offsetY: Number(offsetY) };
}
