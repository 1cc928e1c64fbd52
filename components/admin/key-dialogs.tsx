"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import type { KeyView, MadeKey } from "@/lib/keys/protocol";
import type { KeyLimits } from "@/lib/quotas/protocol";
import { KeyForm } from "./key-form";
import { KeyMadeDialog } from "./key-made-dialog";

interface PlaceProps {
  slug: string;
  baseUrl: string;
  models: readonly string[];
  tools: readonly string[];
  onClose(): void;
}

/** Asks what the new key may do, then shows it, once. */
export function CreateKeyDialog({
  slug,
  baseUrl,
  models,
  tools,
  offered,
  onClose,
}: PlaceProps & { offered: KeyLimits }) {
  const t = useTranslations("keys.form");
  const router = useRouter();
  const [made, setMade] = useState<MadeKey | null>(null);
  if (made !== null) return <KeyMadeDialog made={made} baseUrl={baseUrl} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-lg">
        <DialogHeader>
          <DialogTitle>{t("createTitle")}</DialogTitle>
          <DialogDescription>{t("createHelp")}</DialogDescription>
        </DialogHeader>
        <KeyForm
          offered={offered}
          models={models}
          tools={tools}
          submit={(choices, expiresAt) => send<MadeKey>("POST", `/api/t/${slug}/keys`, { ...choices, expiresAt })}
          onDone={(answer) => {
            setMade(answer);
            router.refresh();
          }}
          onCancel={onClose}
        />
      </DialogContent>
    </Dialog>
  );
}

/** Gives a key another name, scopes, models and limits. */
export function EditKeyDialog({ slug, models, tools, subject, onClose }: PlaceProps & { subject: KeyView }) {
  const t = useTranslations("keys.form");
  const router = useRouter();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-lg">
        <DialogHeader>
          <DialogTitle>{t("editTitle", { name: subject.name })}</DialogTitle>
          <DialogDescription>{t("editHelp")}</DialogDescription>
        </DialogHeader>
        <KeyForm
          subject={subject}
          offered={subject.limits}
          models={models}
          tools={tools}
          submit={(choices) => send<{ key: KeyView }>("PATCH", `/api/t/${slug}/keys/${subject.id}`, choices)}
          onDone={({ key }) => {
            toast(t("changed", { name: key.name }));
            router.refresh();
            onClose();
          }}
          onCancel={onClose}
        />
      </DialogContent>
    </Dialog>
  );
}
