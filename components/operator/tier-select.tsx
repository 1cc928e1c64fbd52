"use client";

import { useTranslations } from "next-intl";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { TIERS, type Tier } from "@/lib/quotas/protocol";

/** A tier. Stands in a Field. */
export function TierSelect({ value, onChange }: { value: Tier; onChange(tier: Tier): void }) {
  const t = useTranslations("operator.tiers");
  return (
    <Select value={value} onValueChange={(chosen) => onChange(TIERS.find((one) => one === chosen) ?? value)}>
      <SelectTrigger className="max-w-56">
        <SelectValue />
      </SelectTrigger>
      <SelectContent>
        {TIERS.map((tier) => (
          <SelectItem key={tier} value={tier}>
            {t(tier)}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
