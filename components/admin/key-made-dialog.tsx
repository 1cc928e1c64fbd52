"use client";

import { useFormatter, useTranslations } from "next-intl";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogContent, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { MadeKey } from "@/lib/keys/protocol";
import { curlText, Snippet } from "./snippet";

export interface OldKeyNews {
  /** When the old key ends; null: it has. */
  endsAt: number | null;
  /** False: it could not be told to end. */
  told: boolean;
}

/** The key itself, this once. A click beside it does not close it. */
export function KeyMadeDialog({
  made,
  old,
  baseUrl,
  onClose,
}: {
  made: MadeKey;
  /** The key that this one replaces. */
  old?: OldKeyNews;
  baseUrl: string;
  onClose(): void;
}) {
  const t = useTranslations("keys");
  const format = useFormatter();
  const moment = (at: number) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short" });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        className="max-w-lg"
        aria-describedby={undefined}
        onInteractOutside={(event) => event.preventDefault()}
        onEscapeKeyDown={(event) => event.preventDefault()}
      >
        <DialogHeader>
          <DialogTitle>{t("made.title", { name: made.key.name })}</DialogTitle>
        </DialogHeader>
        <Alert variant="warning">
          <AlertTitle>{t("made.once")}</AlertTitle>
          <AlertDescription>{t("made.onceHelp")}</AlertDescription>
        </Alert>
        <Field label={t("made.key")}>
          <div className="flex items-center gap-2">
            <Input
              readOnly
              value={made.text}
              data-slot="new-key"
              className="font-mono text-xs"
              autoComplete="off"
              spellCheck={false}
              onFocus={(event) => event.target.select()}
            />
            <CopyButton value={made.text} label={t("made.copy")} variant="default">
              {t("made.copy")}
            </CopyButton>
          </div>
        </Field>
        {old ? (
          old.told ? (
            <p className="text-sm">
              {old.endsAt === null ? t("made.oldEnded") : t("made.oldEnds", { at: moment(old.endsAt) })}
            </p>
          ) : (
            <Alert variant="destructive">
              <AlertTitle>{t("made.oldWaits")}</AlertTitle>
              <AlertDescription>{t("made.oldWaitsHelp")}</AlertDescription>
            </Alert>
          )
        ) : null}
        <Snippet label={t("made.try")} text={curlText(baseUrl, made.text, t("snippet.question"))} />
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {t("made.done")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
