"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";

/** The codes, shown this once. */
export function BackupCodes({ codes, onDone }: { codes: readonly string[]; onDone(): void }) {
  const t = useTranslations("access.account");
  const copy = useTranslations("access.common")("copy");
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h3 className="text-sm font-semibold">{t("backupTitle")}</h3>
        <p className="text-sm text-muted-foreground">{t("backupHelp")}</p>
      </div>
      <ul className="grid max-w-xs grid-cols-2 gap-x-6 gap-y-1 font-mono text-sm select-all">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton value={codes.join("\n")} label={copy} variant="outline">
          {copy}
        </CopyButton>
        <Button onClick={onDone}>{t("finish")}</Button>
      </div>
    </div>
  );
}
