"use client";

import { ClipboardPaste, Globe, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormErrors, type FormFault } from "@/components/ui/form-errors";
import { useFaultWords } from "@/lib/access/client/use-form";
import type { KnowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import { KNOWLEDGE_LIMITS } from "@/lib/knowledge/protocol";
import { cn } from "@/lib/ui/cn";
import { CrawlDialog } from "./crawl-dialog";
import { PasteDialog } from "./paste-dialog";

const ACCEPTED = ".md,.markdown,.html,.htm,.txt,.pdf,.docx";

/** Files by choosing or dropping, a text, a site. */
export function AddDocuments({
  api,
  origins,
  onAdded,
}: {
  api: KnowledgeApi;
  origins: readonly string[];
  onAdded(): Promise<void>;
}) {
  const t = useTranslations("knowledge.add");
  const words = useFaultWords();
  const helpId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<"paste" | "crawl" | null>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<string | null>(null);
  const [faults, setFaults] = useState<readonly FormFault[]>([]);
  const upload = async (files: readonly File[]) => {
    const failed: FormFault[] = [];
    setFaults([]);
    for (const file of files) {
      setSending(file.name);
      const name = file.name.slice(0, KNOWLEDGE_LIMITS.titleCharsMax);
      if (file.size === 0) failed.push({ message: t("emptyFile", { name }) });
      else if (file.size > KNOWLEDGE_LIMITS.fileBytesMax) failed.push({ message: t("tooLarge", { name }) });
      else {
        const sent = await api.add(name, file);
        if (!sent.ok) failed.push({ message: t("failed", { name, why: words(sent.fault) }) });
      }
      await onAdded();
    }
    setSending(null);
    setFaults(failed);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- dropping is one more way; the button does the same by keyboard
    <section
      aria-label={t("title")}
      data-slot="knowledge-drop"
      className={cn(
        "flex flex-col items-start gap-3 rounded-md border border-dashed p-4",
        over && "border-primary bg-accent",
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void upload([...event.dataTransfer.files]);
      }}
    >
      <p id={helpId} className="text-sm text-muted-foreground">
        {t("help")}
      </p>
      <input
        ref={field}
        type="file"
        multiple
        accept={ACCEPTED}
        className="sr-only"
        tabIndex={-1}
        aria-label={t("upload")}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = "";
          void upload(files);
        }}
      />
      <div className="flex flex-wrap gap-2">
        <Button pending={sending !== null} aria-describedby={helpId} onClick={() => field.current?.click()}>
          <Upload aria-hidden />
          {t("upload")}
        </Button>
        <Button variant="outline" onClick={() => setOpen("paste")}>
          <ClipboardPaste aria-hidden />
          {t("paste")}
        </Button>
        <Button variant="outline" onClick={() => setOpen("crawl")}>
          <Globe aria-hidden />
          {t("crawl")}
        </Button>
      </div>
      <p role="status" className="text-sm text-muted-foreground empty:hidden">
        {sending === null ? "" : t("sending", { name: sending })}
      </p>
      <FormErrors faults={faults} />
      {open === "paste" ? <PasteDialog api={api} onAdded={onAdded} onClose={() => setOpen(null)} /> : null}
      {open === "crawl" ? (
        <CrawlDialog api={api} origins={origins} onAdded={onAdded} onClose={() => setOpen(null)} />
      ) : null}
    </section>
  );
}
