"use client";

import { useTimeZone, useTranslations } from "next-intl";
import { useState } from "react";
import { AccountSection } from "@/components/access/account-section";
import { Field } from "@/components/ui/field";
import { RadioGroup, RadioGroupItem } from "@/components/ui/radio-group";
import { DIGESTS, type DigestChoice } from "@/lib/notify/core/settings";
import { useSaveSettings } from "./use-settings";

/** How soon a mail says what waits while I am away. Nine in the morning is on the clock of the browser that chose it. */
export function DigestSection({
  tenant,
  digest,
  zone,
  hideText,
}: {
  tenant: string;
  digest: DigestChoice;
  zone: string | null;
  hideText: boolean;
}) {
  const t = useTranslations("notify.digest");
  const here = useTimeZone() ?? "UTC";
  const { pending, save } = useSaveSettings(tenant);
  const [chosen, setChosen] = useState({ digest, zone: zone ?? here });
  const change = async (next: string) => {
    const before = chosen;
    const wanted = DIGESTS.find((each) => each === next);
    if (!wanted) return;
    setChosen({ digest: wanted, zone: here });
    if (!(await save({ digest: wanted, zone: here }))) setChosen(before);
  };
  return (
    <AccountSection id="digest" title={t("title")} help={t("help")}>
      <RadioGroup
        value={chosen.digest}
        disabled={pending}
        onValueChange={(next) => void change(next)}
        aria-label={t("title")}
      >
        {DIGESTS.map((each) => (
          <Field
            key={each}
            layout="row"
            label={t(each)}
            {...(each === "daily" ? { help: t("dailyHelp", { zone: chosen.zone }) } : {})}
          >
            <RadioGroupItem value={each} />
          </Field>
        ))}
      </RadioGroup>
      {hideText ? <p className="text-sm text-muted-foreground">{t("hidden")}</p> : null}
    </AccountSection>
  );
}
