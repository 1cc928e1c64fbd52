"use client";

import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { TrialTurn } from "@/lib/playground/client/fold-turns";
import type { EvaluationSetSummary } from "@/lib/playground/protocol";
import { PLAYGROUND_BOUNDS } from "@/lib/playground/protocol";
import { PROJECT_BOUNDS } from "@/lib/projects/protocol";
import type { Tier } from "@/lib/quotas/protocol";
import { cn } from "@/lib/ui/cn";
import { AddCaseDialog } from "./add-case-dialog";
import { TrialChat } from "./trial-chat";
import { DRAFT, LIVE, OWN, TrialSetup, usePromptName, type TrialChoice, type TrialOptions } from "./trial-setup";
import { TurnPanel } from "./turn-panel";
import { useTrial, type TrialHandle } from "./use-trial";

const AS_IT_IS: TrialChoice = { model: OWN, prompt: LIVE, draft: "" };

/** One assistant to ask, or twice the same one to compare, and each answer taken apart. */
export function TrialBench({
  slug,
  project,
  options,
  tier,
  sets,
  lead,
}: {
  slug: string;
  project: { id: string; name: string };
  options: TrialOptions;
  tier: Tier;
  sets: readonly Pick<EvaluationSetSummary, "id" | "name">[];
  /** What is chosen before anything else. */
  lead?: ReactNode;
}) {
  const t = useTranslations("playground");
  const [compare, setCompare] = useState(false);
  const [choices, setChoices] = useState<readonly [TrialChoice, TrialChoice]>([AS_IT_IS, AS_IT_IS]);
  const [shown, setShown] = useState<readonly [string | null, string | null]>([null, null]);
  const [adding, setAdding] = useState<TrialTurn | null>(null);
  const trials = [useTrial(slug, project.id), useTrial(slug, project.id)] as const;
  const name = usePromptName(options);
  const sides = compare ? ([0, 1] as const) : ([0] as const);
  const busy = sides.some((side) => trials[side].busy);
  const max = PROJECT_BOUNDS.instructionsCharsMax;
  const tooLong = (side: 0 | 1) => choices[side].prompt === DRAFT && choices[side].draft.length > max;

  const change = (side: 0 | 1, next: Partial<TrialChoice>) =>
    setChoices(([a, b]) => (side === 0 ? [{ ...a, ...next }, b] : [a, { ...b, ...next }]));
  const ask = (text: string): boolean => {
    if (busy || sides.some(tooLong)) return false;
    setShown([null, null]);
    for (const side of sides) askSide(trials[side], choices[side], text);
    return true;
  };
  const askSide = (trial: TrialHandle, { model, prompt, draft }: TrialChoice, text: string) => {
    const version = prompt === LIVE ? {} : prompt === DRAFT ? { draft } : { version: Number(prompt) };
    trial.ask({
      ...{ text, model: model === OWN ? null : model, ...version },
      ...{ modelName: model === OWN ? (options.ownModel ?? t("setup.auto")) : model, promptName: name(prompt) },
    });
  };
  const reset = () => {
    for (const trial of trials) trial.reset();
    setShown([null, null]);
  };

  return (
    <div data-slot="trial-bench" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-2">
        {lead}
        <Button variant="outline" onClick={reset}>
          {t("setup.reset")}
        </Button>
        <Button variant="outline" aria-pressed={compare} onClick={() => setCompare(!compare)}>
          {t(compare ? "setup.single" : "setup.compare")}
        </Button>
      </div>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        {sides.map((side) => {
          const { turns } = trials[side];
          const chosen = turns.find(({ id }) => id === shown[side]) ?? turns.at(-1) ?? null;
          const letter = side === 0 ? "A" : "B";
          return (
            <div
              key={side}
              className={cn("grid min-w-0 grid-cols-1 items-start gap-4", !compare && "lg:col-span-2 lg:grid-cols-2")}
            >
              <div className="flex min-w-0 flex-col gap-4">
                {compare ? <h2 className="text-base font-semibold">{t("setup.side", { side: letter })}</h2> : null}
                <TrialSetup
                  options={options}
                  choice={choices[side]}
                  error={tooLong(side) ? t("setup.draftLong", { max }) : undefined}
                  onChange={(next) => change(side, next)}
                />
                <TrialChat
                  label={compare ? t("chat.labelSide", { side: letter }) : t("chat.label")}
                  turns={turns}
                  shown={chosen?.id ?? null}
                  onShow={({ id }) => setShown(([a, b]) => (side === 0 ? [id, b] : [a, id]))}
                  onAddCase={setAdding}
                />
                {compare ? null : <Asker busy={busy} onAsk={ask} onStop={() => trials[0].stop()} />}
              </div>
              <TurnPanel
                slug={slug}
                label={compare ? t("turn.titleSide", { side: letter }) : t("turn.title")}
                turn={chosen}
                tier={tier}
              />
            </div>
          );
        })}
      </div>
      {compare ? (
        <div className="sticky bottom-0 -mx-4 -mb-4 border-t bg-background p-4 max-md:-mx-3 max-md:-mb-3 max-md:p-3">
          <Asker busy={busy} onAsk={ask} onStop={() => trials.forEach((trial) => trial.stop())} />
        </div>
      ) : null}
      {adding ? <AddCaseDialog slug={slug} turn={adding} sets={sets} onClose={() => setAdding(null)} /> : null}
    </div>
  );
}

/** Enter asks, Shift and Enter begins a line. */
function Asker({ busy, onAsk, onStop }: { busy: boolean; onAsk(text: string): boolean; onStop(): void }) {
  const t = useTranslations("playground.chat");
  const id = useId();
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    const asked = text.trim();
    setMissing(asked === "");
    if (asked !== "" && onAsk(asked)) setText("");
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <form noValidate onSubmit={submit} className="flex items-end gap-2">
      <Field label={t("question")} id={id} error={missing ? t("missing") : undefined} className="min-w-0 flex-1">
        <Textarea
          value={text}
          maxLength={PLAYGROUND_BOUNDS.questionCharsMax}
          placeholder={t("placeholder")}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          className="max-h-40 min-h-10 overflow-y-auto"
          dir="auto"
        />
      </Field>
      {busy ? (
        <Button variant="outline" onClick={onStop}>
          {t("stop")}
        </Button>
      ) : (
        <Button type="submit">{t("send")}</Button>
      )}
    </form>
  );
}
