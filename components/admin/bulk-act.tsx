"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ConfirmRemoval } from "@/components/access/confirm-removal";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/sonner";
import type { Sent } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";

/** One act on every chosen row, one after the other: what could not be done is said, the rest is done. */
export function BulkAct<R>({
  rows,
  label,
  title,
  body,
  nameOf,
  run,
  onDone,
}: {
  rows: readonly R[];
  /** A verb with its object; also what confirms it. */
  label: string;
  title: string;
  body: string;
  nameOf(row: R): string;
  run(row: R): Promise<Sent<unknown>>;
  onDone(): void;
}) {
  const t = useTranslations("admin.table");
  const words = useFaultWords();
  const router = useRouter();
  const act = async () => {
    let done = 0;
    for (const row of rows) {
      const sent = await run(row);
      if (sent.ok) done++;
      else toast.error(t("notDone", { name: nameOf(row), reason: words(sent.fault) }));
    }
    if (done > 0) toast(t("done", { count: done }));
    onDone();
    router.refresh();
  };
  return (
    <ConfirmRemoval title={title} body={body} confirm={label} onConfirm={act}>
      <Button variant="outline" size="sm">
        {label}
      </Button>
    </ConfirmRemoval>
  );
}
