"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { PromptVersion } from "@/lib/playground/protocol";
import { PROJECT_BOUNDS } from "@/lib/projects/protocol";

export const OWN = "own";
export const LIVE = "live";
export const DRAFT = "draft";

/** What a side of the playground is asked with. */
export interface TrialChoice {
  /** `own`, or a model's name. */
  model: string;
  /** `live`, `draft`, or a version's number. */
  prompt: string;
  draft: string;
}

export interface TrialOptions {
  /** Null: the list is out of reach. */
  models: readonly string[] | null;
  ownModel: string | null;
  versions: readonly PromptVersion[];
  liveText: string;
}

const NOTE_SHOWN = 40;

/** Which model and which instructions: the assistant's own, or others to try. */
export function TrialSetup({
  options,
  choice,
  error,
  onChange,
}: {
  options: TrialOptions;
  choice: TrialChoice;
  error: string | undefined;
  onChange(change: Partial<TrialChoice>): void;
}) {
  const t = useTranslations("playground.setup");
  const { models, versions } = options;
  const name = usePromptName(options);
  const max = PROJECT_BOUNDS.instructionsCharsMax;
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Field label={t("model")} help={models === null ? t("modelsAway") : undefined}>
          <Select value={choice.model} onValueChange={(model) => onChange({ model })}>
            <SelectTrigger className="w-full min-w-0">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              <SelectItem value={OWN}>{t("own", { model: options.ownModel ?? t("auto") })}</SelectItem>
              {(models ?? []).map((model) => (
                <SelectItem key={model} value={model}>
                  {model}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </Field>
        <Field label={t("prompt")}>
          <Select
            value={choice.prompt}
            onValueChange={(prompt) =>
              // An unsaved text begins with what is live.
              onChange({ prompt, ...(prompt === DRAFT && choice.draft === "" ? { draft: options.liveText } : {}) })
            }
          >
            <SelectTrigger className="w-full min-w-0">
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {[LIVE, DRAFT, ...versions.slice(1).map(({ number }) => String(number))].map((one) => (
                <SelectItem key={one} value={one}>
                  {name(one)}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        </Field>
      </div>
      {choice.prompt === DRAFT ? (
        <Field label={t("draftText")} help={t("draftHelp", { max })} error={error}>
          <Textarea
            value={choice.draft}
            onChange={(event) => onChange({ draft: event.target.value })}
            className="max-h-64 min-h-28 overflow-y-auto"
          />
        </Field>
      ) : null}
    </div>
  );
}

/** What a choice of instructions is called. */
export function usePromptName({ versions }: Pick<TrialOptions, "versions">): (prompt: string) => string {
  const t = useTranslations("playground.setup");
  return (prompt) => {
    const [live] = versions;
    if (prompt === DRAFT) return t("draft");
    if (prompt === LIVE) return live ? t("live", { number: live.number }) : t("liveNone");
    const number = Number(prompt);
    const note = versions.find((one) => one.number === number)?.note ?? "";
    return note === "" ? t("version", { number }) : t("versionNote", { number, note: note.slice(0, NOTE_SHOWN) });
  };
}
