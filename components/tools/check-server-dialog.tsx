"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { FormErrors } from "@/components/ui/form-errors";
import { toast } from "@/components/ui/sonner";
import { Spinner } from "@/components/ui/spinner";
import { type Fault, send, type Sent } from "@/lib/access/client/send";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { McpChange, McpOfferView, McpServerView } from "@/lib/tools/protocol";
import { JsonText } from "./json-text";

const BADGES = { added: "accent", removed: "outline", changed: "warning" } as const;

/** What a server offers now beside what was accepted, and the word that lets it be used again. */
export function CheckServerDialog({ slug, server, onClose }: { slug: string; server: McpServerView; onClose(): void }) {
  const t = useTranslations("tools.check");
  const words = useFaultWords();
  const router = useRouter();
  const [offer, setOffer] = useState<McpOfferView | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [pending, setPending] = useState(false);
  const { id, name } = server;
  const path = `/api/t/${slug}/tools/mcp/${id}`;

  useEffect(() => {
    let gone = false;
    void send<McpOfferView>("POST", `${path}/check`, {}).then((sent: Sent<McpOfferView>) => {
      if (gone) return;
      if (sent.ok) setOffer(sent.data);
      else setFault(sent.fault);
      // What was found is noted, and shown behind.
      router.refresh();
    });
    return () => {
      gone = true;
    };
  }, [path, router]);

  const accept = async () => {
    setPending(true);
    const sent = await send("POST", `${path}/accept`, { fingerprint: offer?.offered_fingerprint });
    setPending(false);
    if (!sent.ok) return setFault(sent.fault);
    toast(t("accepted", { name }));
    router.refresh();
    onClose();
  };
  const differs = offer !== null && offer.offered_fingerprint !== null;
  return (
    <Dialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <DialogContent className="max-w-lg">
        <DialogHeader>
          <DialogTitle>{t("title", { name })}</DialogTitle>
          <DialogDescription role="status">
            {offer === null ? (fault ? server.url : t("asking")) : null}
            {offer && !differs ? t("same") : null}
            {offer && differs ? t("differs", { count: offer.changes.length }) : null}
          </DialogDescription>
        </DialogHeader>
        {offer === null && fault === null ? <Spinner /> : null}
        <FormErrors faults={fault ? [{ message: words(fault) }] : []} />
        {offer && offer.changes.length > 0 ? (
          <ul className="flex flex-col divide-y rounded-md border">
            {offer.changes.map((change) => (
              <Change key={change.name} of={change} />
            ))}
          </ul>
        ) : null}
        <DialogFooter>
          {differs ? (
            <Button pending={pending} onClick={() => void accept()}>
              {t("accept")}
            </Button>
          ) : null}
          <Button variant="outline" onClick={onClose}>
            {t("close")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function Change({ of: { name, change, description, input_schema: schema, accepted } }: { of: McpChange }) {
  const t = useTranslations("tools.check");
  const otherSchema = accepted && JSON.stringify(accepted.input_schema) !== JSON.stringify(schema);
  return (
    <li data-slot="mcp-change" className="flex min-w-0 flex-col gap-1.5 p-3 text-sm">
      <span className="flex flex-wrap items-center gap-1.5">
        <span className="min-w-0 font-mono text-xs font-medium [overflow-wrap:anywhere]">{name}</span>
        <Badge variant={BADGES[change]}>{t(`changes.${change}`)}</Badge>
      </span>
      <p className="[overflow-wrap:anywhere]">{description || t("noDescription")}</p>
      {accepted && accepted.description !== description ? (
        <p className="text-xs [overflow-wrap:anywhere] text-muted-foreground">
          {t("before", { description: accepted.description || t("noDescription") })}
        </p>
      ) : null}
      {change === "added" || otherSchema ? <Schema label={t("now")} value={schema} /> : null}
      {otherSchema ? <Schema label={t("was")} value={accepted.input_schema} /> : null}
    </li>
  );
}

function Schema({ label, value }: { label: string; value: unknown }) {
  return (
    <details>
      <summary className="w-fit cursor-pointer text-xs text-muted-foreground">{label}</summary>
      <JsonText label={label} value={value} />
    </details>
  );
}
