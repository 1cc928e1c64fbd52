"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { FieldGroup } from "@/components/ui/field";
import { MomentFields, useMomentFields } from "./moment-fields";
import { momentOfChoice, useChoiceText, type MomentChoice } from "./use-moments";

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
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-sm" aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{t(`title.${what}`)}</DialogTitle>
        </DialogHeader>
        <div className="grid gap-1 pb-3">
          {CHOICES[what].map((choice) => {
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
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            pick();
          }}
        >
          <FieldGroup>
            <MomentFields fields={fields} />
            <DialogFooter>
              <Button type="submit">{t(`submit.${what}`)}</Button>
              <Button variant="ghost" onClick={onClose}>
                {t("cancel")}
              </Button>
            </DialogFooter>
          </FieldGroup>
        </form>
      </DialogContent>
    </Dialog>
  );
}
