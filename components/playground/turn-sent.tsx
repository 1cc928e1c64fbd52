"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import type { SentPart } from "@/lib/playground/protocol";
import { Nothing, Part } from "./turn-parts";

/** Word for word what the provider was sent, folded, to copy. */
export function TurnSent({ sent }: { sent: readonly SentPart[] }) {
  const t = useTranslations("playground.turn.sent");
  return (
    <Part title={t("title")}>
      {sent.length === 0 ? <Nothing>{t("none")}</Nothing> : null}
      <ol className="flex flex-col divide-y rounded-md border empty:hidden">
        {sent.map(({ channel, text }, at) => {
          const name = t(`channels.${channel}`);
          return (
            <li key={`${at}-${channel}`} className="flex items-start gap-1 py-1 ps-2.5 pe-1">
              <details className="min-w-0 flex-1 py-1">
                <summary className="cursor-pointer text-sm">
                  {name} <span className="text-xs text-muted-foreground">{t("chars", { count: text.length })}</span>
                </summary>
                <pre
                  role="group"
                  aria-label={name}
                  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
                  tabIndex={0}
                  className="scroll-quiet mt-1 max-h-80 overflow-auto rounded-md border bg-muted p-2 font-mono text-xs leading-5 [overflow-wrap:anywhere] whitespace-pre-wrap"
                >
                  {text}
                </pre>
              </details>
              <CopyButton value={text} label={t("copy", { part: name })} />
            </li>
          );
        })}
      </ol>
    </Part>
  );
}
