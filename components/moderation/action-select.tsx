"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { WORD_ACTIONS, type WordAction } from "@/lib/moderation/protocol";

/** What happens to a message that holds a word. */
export function ActionSelect({
  value,
  onChange,
  label,
  ...props
}: { value: WordAction; onChange(action: WordAction): void; label?: string } & Omit<
  ComponentProps<typeof SelectTrigger>,
  "value" | "onChange"
>) {
  const t = useTranslations("moderation.words.actions");
  return (
    <Select value={value} onValueChange={(text) => onChange(WORD_ACTIONS.find((one) => one === text) ?? value)}>
      <SelectTrigger aria-label={label} {...props}>
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {WORD_ACTIONS.map((action) => (
          <SelectItem key={action} value={action}>
            {t(action)}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
