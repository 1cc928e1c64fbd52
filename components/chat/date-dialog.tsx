"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormDialog } from "@/components/frame/form-dialog";
import { Field } from "@/components/ui/field";
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
    <FormDialog
      title={t("title")}
      submit={t("submit")}
      cancel={t("cancel")}
      onSubmit={pick}
      onClose={onClose}
      className="max-w-xs"
    >
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
    </FormDialog>
  );
}
