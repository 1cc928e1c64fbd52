"use client";

import { useTranslations } from "next-intl";
import { FormDialog } from "@/components/frame/form-dialog";
import { Button } from "@/components/ui/button";
import { MomentFields, useMomentFields } from "./moment-fields";
import { distinctChoices, momentOfChoice, useChoiceText, type MomentChoice } from "./use-moments";

const CHOICES: Record<"send" | "remind", readonly MomentChoice[]> = {
  // The menu beside the send button has offered them.
  send: [],
  remind: ["hour", "tomorrow", "monday"],
};

/** Picks a moment: when to send a message, or when to be reminded of one. */
export function MomentDialog({
  what,
  onPick,
  onClose,
}: {
  what: "send" | "remind";
  onPick(at: number): void;
  onClose: () => void;
}) {
  const t = useTranslations("later.moment");
  const choiceText = useChoiceText();
  const fields = useMomentFields(momentOfChoice("tomorrow"));
  const pick = () => {
    const at = fields.read();
    if (at === null) return;
    onClose();
    onPick(at);
  };
  return (
    <FormDialog
      title={t(`title.${what}`)}
      submit={t(`submit.${what}`)}
      cancel={t("cancel")}
      onSubmit={pick}
      onClose={onClose}
      className="max-w-sm"
      lead={
        <div className="grid gap-1 pb-3">
          {distinctChoices(CHOICES[what]).map((choice) => {
            const { label, when } = choiceText(choice);
            return (
              <Button
                key={choice}
                variant="outline"
                className="justify-between"
                onClick={() => {
                  onClose();
                  onPick(momentOfChoice(choice));
                }}
              >
                {label}
                <span className="font-normal text-muted-foreground">{when}</span>
              </Button>
            );
          })}
        </div>
      }
    >
      <MomentFields fields={fields} />
    </FormDialog>
  );
}
