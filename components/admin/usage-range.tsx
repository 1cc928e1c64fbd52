"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";

const RANGES = ["7", "30", "90", "365"] as const;
const FIRST = "30";

/** How many days back the figures go; it is in the address. */
export function UsageRange({ slug, days }: { slug: string; days: number }) {
  const t = useTranslations("usage");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const range = RANGES.find((one) => Number(one) === days) ?? FIRST;
  const show = (next: string) =>
    startTransition(() => router.push(`/${slug}/admin/usage${next === FIRST ? "" : `?days=${next}`}`));
  return (
    <div aria-busy={pending || undefined}>
      <Select value={range} onValueChange={show}>
        <SelectTrigger aria-label={t("range")} className="w-44">
          <SelectValue />
        </SelectTrigger>
        <SelectContent>
          {RANGES.map((one) => (
            <SelectItem key={one} value={one}>
              {t(`ranges.${one}`)}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </div>
  );
}
