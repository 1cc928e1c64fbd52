"use client";

import { useTranslations } from "next-intl";
import { Snippet } from "@/components/admin/snippet";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog, DialogContent, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { signingSnippet } from "@/lib/projects/core/snippets";
import type { MadeSecret } from "@/lib/projects/protocol";

/** The secret itself, this once. Neither a click beside it nor Escape closes it. */
export function SecretMadeDialog({
  made,
  publicKey,
  onClose,
}: {
  made: MadeSecret;
  publicKey: string;
  onClose(): void;
}) {
  const t = useTranslations("projects.secrets");
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        className="max-w-lg"
        aria-describedby={undefined}
        onInteractOutside={(event) => event.preventDefault()}
        onEscapeKeyDown={(event) => event.preventDefault()}
      >
        <DialogHeader>
          <DialogTitle>{t("madeTitle")}</DialogTitle>
        </DialogHeader>
        <Alert variant="warning">
          <AlertTitle>{t("once")}</AlertTitle>
          <AlertDescription>{t("onceHelp")}</AlertDescription>
        </Alert>
        <Field label={t("secret")}>
          <div className="flex items-center gap-2">
            <Input
              readOnly
              value={made.secret}
              data-slot="new-secret"
              className="font-mono text-xs"
              autoComplete="off"
              spellCheck={false}
              onFocus={(event) => event.target.select()}
            />
            <CopyButton value={made.secret} label={t("copy")} variant="default">
              {t("copy")}
            </CopyButton>
          </div>
        </Field>
        <Snippet label={t("use")} text={signingSnippet(publicKey, made.kid)} />
        <DialogFooter>
          <Button variant="outline" onClick={onClose}>
            {t("close")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
