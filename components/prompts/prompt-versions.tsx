"use client";

import { Link } from "@/components/ui/link";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmContent } from "@/components/frame/confirm-content";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { FormErrors, type FormFault } from "@/components/ui/form-errors";
import { toast } from "@/components/ui/sonner";
import { send } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { PromptPage, PromptVersion } from "@/lib/playground/protocol";

/** Every version with who made it and why, newest first; an earlier one can be taken up again. */
export function PromptVersions({ slug, page }: { slug: string; page: PromptPage }) {
  const t = useTranslations("prompts");
  const [back, setBack] = useState<number | null>(null);
  return (
    <section aria-labelledby="prompt-versions" className="flex min-w-0 flex-col gap-3">
      <h2 id="prompt-versions" className="text-base font-semibold">
        {t("versions.title")}
      </h2>
      {page.versions.length === 0 ? <p className="text-sm text-muted-foreground">{t("versions.none")}</p> : null}
      <ol
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it
        tabIndex={0}
        aria-labelledby="prompt-versions"
        className="scroll-quiet flex max-h-[34rem] flex-col divide-y overflow-y-auto rounded-md border empty:hidden"
      >
        {page.versions.map((version) => (
          <Version
            key={version.number}
            slug={slug}
            page={page}
            version={version}
            onBack={() => setBack(version.number)}
          />
        ))}
      </ol>
      {back === null ? null : <TakeUp slug={slug} page={page} number={back} onClose={() => setBack(null)} />}
    </section>
  );
}

function Version({
  slug,
  page,
  version: { number, note, from, author, createdAt },
  onBack,
}: {
  slug: string;
  page: PromptPage;
  version: PromptVersion;
  onBack(): void;
}) {
  const t = useTranslations("prompts");
  const format = useFormatter();
  return (
    <li data-slot="prompt-version" className="flex flex-col gap-1 px-3 py-2 text-sm">
      <span className="flex flex-wrap items-center gap-1.5">
        <span className="font-medium">{t("version", { number })}</span>
        {number === page.live ? <Badge variant="accent">{t("versions.live")}</Badge> : null}
        {from === null ? null : <Badge variant="outline">{t("versions.from", { number: from })}</Badge>}
      </span>
      {note === "" ? null : <span className="[overflow-wrap:anywhere]">{note}</span>}
      <span className="text-xs text-muted-foreground">
        <time dateTime={new Date(createdAt).toISOString()}>
          {format.dateTime(createdAt, { dateStyle: "medium", timeStyle: "short" })}
        </time>
        {` · ${author ?? t("versions.somebody")}`}
      </span>
      <span className="-ms-2 flex flex-wrap gap-1">
        <Button asChild size="sm" variant="ghost">
          <Link
            href={`/${slug}/admin/prompts/${page.place}?from=${number - 1}&to=${number}#changes`}
            aria-label={`${t("versions.compareShort")}: ${t("version", { number })}`}
          >
            {t("versions.compareShort")}
          </Link>
        </Button>
        {number === page.live ? null : (
          <Button size="sm" variant="ghost" aria-label={t("versions.backNamed", { number })} onClick={onBack}>
            {t("versions.back")}
          </Button>
        )}
      </span>
    </li>
  );
}

function TakeUp({
  slug,
  page: { place, live },
  number,
  onClose,
}: {
  slug: string;
  page: PromptPage;
  number: number;
  onClose(): void;
}) {
  const t = useTranslations("prompts.back");
  const conflict = useTranslations("prompts.edit")("conflict");
  const words = useFaultWords();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const next = live + 1;
  const submit = async () => {
    setPending(true);
    const sent = await send("POST", `/api/t/${slug}/prompts/${place}/rollback`, { version: number, live });
    setPending(false);
    if (!sent.ok) return setFaults([{ message: sent.fault.code === "conflict" ? conflict : words(sent.fault) }]);
    toast(t("done", { number: next, from: number }));
    onClose();
    router.refresh();
  };
  return (
    <AlertDialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <ConfirmContent
        title={t("title", { number })}
        consequence={t("consequence", { next })}
        submit={t("submit")}
        cancel={t("cancel")}
        onSubmit={submit}
        pending={pending}
        calm
      >
        <FormErrors faults={faults} />
      </ConfirmContent>
    </AlertDialog>
  );
}
