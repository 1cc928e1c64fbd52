"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { placeholdersIn } from "@/lib/guard/core/redact";

const KINDS = ["email", "phone", "card", "iban", "ip", "national-id", "name", "text"] as const;

/**
 * Text of a visitor or a model, as text: nothing in it is a link or a picture here. What stands for personal data is
 * marked.
 */
export function MarkedText({ text }: { text: string }) {
  const t = useTranslations("conversations.transcript");
  const parts: ReactNode[] = [];
  let from = 0;
  for (const { placeholder, start, end } of placeholdersIn(text)) {
    const kind = KINDS.find((one) => placeholder.startsWith(`[${one}-`)) ?? "text";
    parts.push(text.slice(from, start));
    parts.push(
      <span key={start} data-slot="redaction" className="rounded-sm bg-muted px-1 text-muted-foreground">
        <span aria-hidden>{placeholder}</span>
        <span className="sr-only">{t("personal", { kind: t(`kinds.${kind}`) })}</span>
      </span>,
    );
    from = end;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}
