"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldSet } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PERSONAL_KINDS, type PersonalKind } from "@/lib/guard/protocol";
import { CHOICE_BOUNDS } from "@/lib/projects/core/choice-bounds";
import { linesOf, readPercent } from "@/lib/projects/core/safety-draft";
import { PROJECT_BOUNDS, type ProjectView } from "@/lib/projects/protocol";
import { ChoiceField } from "./choice-field";
import { LinesField } from "./lines-field";
import { SettingsForm } from "./settings-form";
import { useSettings } from "./use-settings";

const AUTO = "auto";

interface Draft {
  instructions: string;
  model: string;
  redact: readonly PersonalKind[];
  blocked: string;
  linkHosts: string;
  refuseInjection: boolean;
  /** Percent, as typed; "" is the calibrated bound. */
  minConfidence: string;
  requireTurnstile: boolean;
  consent: boolean;
}

/** What the assistant is told, what it never hears or says, and who is let in. */
export function SafetyForm({
  slug,
  project,
  models,
}: {
  slug: string;
  project: ProjectView;
  models: readonly string[];
}) {
  const t = useTranslations("projects.safety");
  const form = useSettings<Draft>({
    slug,
    project,
    read: readDraft,
    write: writeDraft,
    labels: {
      instructions: t("instructions"),
      model: t("model"),
      "guard.blocked": t("blocked"),
      "guard.linkHosts": t("linkHosts"),
      minConfidence: t("minConfidence"),
    },
    check: ({ instructions, blocked, linkHosts, minConfidence }) => ({
      instructions:
        instructions.length > PROJECT_BOUNDS.instructionsCharsMax
          ? t("faults.long", { max: PROJECT_BOUNDS.instructionsCharsMax })
          : undefined,
      "guard.blocked":
        linesOf(blocked).length > CHOICE_BOUNDS.blockedMax
          ? t("faults.lines", { max: CHOICE_BOUNDS.blockedMax })
          : undefined,
      "guard.linkHosts":
        linesOf(linkHosts).length > CHOICE_BOUNDS.linkHostsMax
          ? t("faults.lines", { max: CHOICE_BOUNDS.linkHostsMax })
          : undefined,
      minConfidence: readPercent(minConfidence) === undefined ? t("faults.percent") : undefined,
    }),
  });
  const { draft, set } = form;
  const kind = (one: PersonalKind, on: boolean) =>
    set({ redact: PERSONAL_KINDS.filter((each) => (each === one ? on : draft.redact.includes(each))) });
  const box = (name: "refuseInjection" | "requireTurnstile" | "consent") => (
    <Field layout="row" label={t(name)} help={t(`${name}Help`)}>
      <Checkbox checked={draft[name]} onCheckedChange={(on) => set({ [name]: on === true })} />
    </Field>
  );
  return (
    <div className="max-w-2xl">
      <SettingsForm form={form} save={t("save")}>
        <LinesField
          form={form}
          name="instructions"
          label={t("instructions")}
          help={t("instructionsHelp", { max: PROJECT_BOUNDS.instructionsCharsMax })}
          value={draft.instructions}
          onChange={(instructions) => set({ instructions })}
          className="min-h-28"
        />
        <ChoiceField
          label={t("model")}
          help={t("modelHelp")}
          values={[...new Set([AUTO, ...models, draft.model])]}
          nameOf={(model) => (model === AUTO ? t("modelAuto") : model)}
          value={draft.model}
          onChange={(model) => set({ model })}
        />
        <Field
          label={t("minConfidence")}
          help={t("minConfidenceHelp")}
          id={form.idOf("minConfidence")}
          error={form.faults.minConfidence}
          optional
        >
          <Input
            value={draft.minConfidence}
            onChange={(event) => set({ minConfidence: event.target.value })}
            inputMode="numeric"
            autoComplete="off"
            className="w-24 tabular-nums"
          />
        </Field>
        <FieldSet legend={t("redact")} help={t("redactHelp")}>
          <div className="grid grid-cols-2 gap-x-4 gap-y-2.5 max-sm:grid-cols-1">
            {PERSONAL_KINDS.map((one) => (
              <Field key={one} layout="row" label={t(`kinds.${one}`)}>
                <Checkbox checked={draft.redact.includes(one)} onCheckedChange={(on) => kind(one, on === true)} />
              </Field>
            ))}
          </div>
        </FieldSet>
        <LinesField
          form={form}
          name="guard.blocked"
          label={t("blocked")}
          help={t("blockedHelp")}
          value={draft.blocked}
          onChange={(blocked) => set({ blocked })}
        />
        <LinesField
          form={form}
          name="guard.linkHosts"
          label={t("linkHosts")}
          help={t("linkHostsHelp")}
          value={draft.linkHosts}
          onChange={(linkHosts) => set({ linkHosts })}
          placeholder="docs.example.com"
          autoCapitalize="none"
          spellCheck={false}
        />
        <FieldSet legend={t("visitors")}>
          <div className="flex flex-col gap-2.5">
            {box("refuseInjection")}
            {box("requireTurnstile")}
            {box("consent")}
          </div>
        </FieldSet>
      </SettingsForm>
    </div>
  );
}

function readDraft({ instructions, model, guard, minConfidence, requireTurnstile, consent }: ProjectView): Draft {
  return {
    instructions,
    model: model ?? AUTO,
    redact: guard.redact,
    blocked: guard.blocked.join("\n"),
    linkHosts: guard.linkHosts.join("\n"),
    refuseInjection: guard.refuseInjection,
    minConfidence: minConfidence === null ? "" : String(Math.round(minConfidence * 100)),
    requireTurnstile,
    consent,
  };
}

function writeDraft({ model, redact, blocked, linkHosts, refuseInjection, minConfidence, ...rest }: Draft): object {
  return {
    ...rest,
    model: model === AUTO ? null : model,
    guard: { redact, blocked: linesOf(blocked), linkHosts: linesOf(linkHosts), refuseInjection },
    minConfidence: readPercent(minConfidence) ?? null,
  };
}
