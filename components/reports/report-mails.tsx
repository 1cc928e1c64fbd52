"use client";

import { Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import type { PersonId } from "@/lib/platform/ids";
import type { ReportId } from "@/lib/reporting/protocol";
import { MailForm } from "./mail-form";
import { MailList } from "./mail-list";
import { useSubscriptions } from "./use-subscriptions";

export interface Reader {
  person: PersonId;
  name: string;
}

/** Reports that go by mail: which, how often, to whom; another one; no more. */
export function ReportMails({
  slug,
  report,
  zone,
  readers,
}: {
  slug: string;
  /** The one that is on the page. */
  report: ReportId;
  zone: string;
  /** Who may be sent reports. */
  readers: readonly Reader[];
}) {
  const t = useTranslations("reports.mails");
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <Button variant="outline" size="sm" onClick={() => setOpen(true)}>
        <Mail aria-hidden />
        {t("open")}
      </Button>
      {open ? (
        <DialogContent className="max-h-[85dvh] max-w-xl overflow-y-auto">
          <DialogHeader>
            <DialogTitle>{t("title")}</DialogTitle>
            <DialogDescription>{t("description", { zone: zone.replaceAll("_", " ") })}</DialogDescription>
          </DialogHeader>
          <Mails slug={slug} report={report} readers={readers} />
        </DialogContent>
      ) : null}
    </Dialog>
  );
}

function Mails({ slug, report, readers }: { slug: string; report: ReportId; readers: readonly Reader[] }) {
  const mails = useSubscriptions(slug);
  return (
    <>
      <MailList mails={mails} />
      {mails.state.status === "loaded" ? <MailForm mails={mails} report={report} readers={readers} /> : null}
    </>
  );
}
