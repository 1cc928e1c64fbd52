"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { shrinkPicture } from "@/lib/projects/client/shrink-picture";

/** A picture for the panel's head. Made small here, so that it travels with the panel itself. */
export function LogoField({
  id,
  error,
  value,
  onChange,
}: {
  id: string;
  error: string | undefined;
  value: string | null;
  onChange(logo: string | null): void;
}) {
  const t = useTranslations("projects.look");
  const [unreadable, setUnreadable] = useState(false);
  const choose = async (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    if (!file) return;
    const logo = await shrinkPicture(file);
    setUnreadable(logo === null);
    if (logo !== null) onChange(logo);
    // The same file may be chosen again.
    input.value = "";
  };
  return (
    <Field label={t("logo")} help={t("logoHelp")} id={id} error={unreadable ? t("logoUnreadable") : error} optional>
      <div className="flex flex-wrap items-center gap-3">
        {value === null ? null : (
          // oxlint-disable-next-line nextjs/no-img-element -- a data address: there is nothing to optimise
          <img src={value} alt={t("logoNow")} className="size-8 rounded-sm border object-contain" />
        )}
        <Input
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
          className="max-w-64 cursor-pointer py-1 [&:is(input,textarea):read-only]:bg-background file:me-2 file:cursor-pointer file:rounded-sm file:bg-secondary file:px-2 file:py-0.5 file:font-medium"
          onChange={(event) => void choose(event.target)}
        />
        {value === null ? null : (
          <Button variant="ghost" size="sm" onClick={() => onChange(null)}>
            {t("logoRemove")}
          </Button>
        )}
      </div>
    </Field>
  );
}
