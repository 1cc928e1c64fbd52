"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Field, FieldGroup } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** Picks a day to go to. */
export function DateDialog({ onPick, onClose }: { onPick(atMs: number): void; onClose: () => void }) {
  const t = useTranslations("rooms.date");
  const [value, setValue] = useState("");
  const [today] = useState(() => new Date().toLocaleDateString("sv-SE"));
  const [missing, setMissing] = useState(false);
  const pick = () => {
    // Midnight where the viewer is.
    const at = new Date(`${value}T00:00:00`).getTime();
    if (value === "" || Number.isNaN(at)) return setMissing(true);
    onClose();
    onPick(at);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent className="max-w-xs" aria-describedby={undefined}>
        <DialogHeader>
          <DialogTitle>{t("title")}</DialogTitle>
        </DialogHeader>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            pick();
          }}
        >
          <FieldGroup>
            <Field label={t("label")} help={t("help")} error={missing ? t("missing") : undefined} required>
              <Input
                type="date"
                name="date"
                value={value}
                max={today}
                onChange={(event) => {
                  setValue(event.target.value);
                  setMissing(false);
                }}
              />
            </Field>
            <DialogFooter>
              <Button type="submit">{t("submit")}</Button>
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
