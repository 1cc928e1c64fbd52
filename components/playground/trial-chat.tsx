"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Alert, AlertDescription } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { TrialTurn } from "@/lib/playground/client/fold-turns";
import { cn } from "@/lib/ui/cn";

const OWN_WORDS = ["unavailable", "rate_limited", "conflict", "broken"] as const;

/** What was asked and answered, newest last. */
export function TrialChat({
  label,
  turns,
  shown,
  onShow,
  onAddCase,
}: {
  label: string;
  turns: readonly TrialTurn[];
  /** The turn that is taken apart beside it. */
  shown: string | null;
  onShow(turn: TrialTurn): void;
  onAddCase(turn: TrialTurn): void;
}) {
  const t = useTranslations("playground.chat");
  const end = useRef<HTMLDivElement>(null);
  const last = turns.at(-1);
  const length = last?.answer?.text.length ?? 0;
  useEffect(() => {
    if (turns.length > 0) end.current?.scrollIntoView({ block: "nearest" });
  }, [turns.length, length]);
  return (
    <section
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
      tabIndex={0}
      className="scroll-quiet max-h-[32rem] min-h-48 overflow-y-auto rounded-md border bg-card p-3"
    >
      {turns.length === 0 ? <p className="text-sm text-muted-foreground">{t("empty")}</p> : null}
      <ol className="flex flex-col gap-5">
        {turns.map((turn) => (
          <Turn
            key={turn.id}
            turn={turn}
            shown={turn.id === shown}
            onShow={() => onShow(turn)}
            onAddCase={() => onAddCase(turn)}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {last && !last.over ? t("writing") : last?.answer ? `${t("answered")}: ${last.answer.text}` : null}
      </p>
      <div ref={end} />
    </section>
  );
}

function Turn({
  turn,
  shown,
  onShow,
  onAddCase,
}: {
  turn: TrialTurn;
  shown: boolean;
  onShow(): void;
  onAddCase(): void;
}) {
  const t = useTranslations("playground.chat");
  const { question, answer, over, model, prompt } = turn;
  const state = answer && over ? (answer.state === "failed" || answer.state === "stopped" ? answer.state : null) : null;
  return (
    <li data-slot="trial-turn" className="flex flex-col gap-2.5">
      <div className="flex flex-col gap-0.5">
        <span className="text-xs font-semibold">{t("you")}</span>
        <p className="text-base [overflow-wrap:anywhere] whitespace-pre-wrap" dir="auto">
          {question}
        </p>
      </div>
      <div className={cn("flex flex-col gap-1 border-s-2 ps-2.5", shown ? "border-primary" : "border-border")}>
        <span className="flex flex-wrap items-center gap-1.5 text-xs">
          <span className="font-semibold">{t("assistant")}</span>
          <span className="text-muted-foreground">{t("with", { model, prompt })}</span>
          {answer?.outcome && over ? (
            <Badge variant={answer.outcome === "answered" ? "accent" : "warning"}>
              {t(`outcomes.${answer.outcome}`)}
            </Badge>
          ) : null}
          {state === null ? null : <Badge variant="destructive">{t(`states.${state}`)}</Badge>}
        </span>
        {answer && answer.text !== "" ? (
          <p data-slot="trial-answer" className="text-base [overflow-wrap:anywhere] whitespace-pre-wrap" dir="auto">
            {answer.text}
          </p>
        ) : null}
        {over ? null : <Spinner className="text-muted-foreground" />}
        {answer ? <Sources citations={answer.citations} /> : null}
        {turn.fault ? <Fault fault={turn.fault} /> : null}
        {over && turn.dissection ? (
          <div className="-ms-2 flex flex-wrap gap-1">
            <Button size="sm" variant="ghost" aria-pressed={shown} onClick={onShow}>
              {shown ? t("shown") : t("show")}
            </Button>
            <Button size="sm" variant="ghost" onClick={onAddCase}>
              {t("addCase")}
            </Button>
          </div>
        ) : null}
      </div>
    </li>
  );
}

function Sources({ citations }: { citations: NonNullable<TrialTurn["answer"]>["citations"] }) {
  const t = useTranslations("playground.chat");
  if (citations.length === 0) return null;
  return (
    <ul aria-label={t("sources")} className="flex flex-col gap-0.5 text-xs text-muted-foreground">
      {citations.map(({ n, title, headings, quote, start }) => (
        <li key={`${n}-${start}`} className="[overflow-wrap:anywhere]">
          [{n}] {[title, ...headings].join(" › ")}: <q>{quote}</q>
        </li>
      ))}
    </ul>
  );
}

function Fault({ fault }: { fault: NonNullable<TrialTurn["fault"]> }) {
  const t = useTranslations("playground.chat.faults");
  const words = useFaultWords();
  const own = OWN_WORDS.find((code) => code === fault.code);
  return (
    <Alert variant="destructive">
      <AlertDescription>{own ? t(own) : words(fault)}</AlertDescription>
    </Alert>
  );
}
