"use client";

import { ChevronRight, CircleCheck, CirclePause, FileWarning, Gauge, KeyRound, ShieldAlert } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useFormatter, useTranslations } from "next-intl";
import { useMoney } from "@/components/admin/use-money";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { Attention } from "@/lib/overview/protocol";

const ICONS = {
  reports: ShieldAlert,
  quota: Gauge,
  documents: FileWarning,
  paused: CirclePause,
  key: KeyRound,
} as const;

/** What waits for somebody, each with the way to it. */
export function AttentionList({ slug, attention }: { slug: string; attention: readonly Attention[] }) {
  const t = useTranslations("overview.attention");
  return (
    <Card aria-labelledby="overview-attention">
      <CardHeader>
        <CardTitle id="overview-attention">{t("title")}</CardTitle>
      </CardHeader>
      {attention.length === 0 ? (
        <CardContent className="flex items-center gap-2 text-sm text-muted-foreground">
          <CircleCheck aria-hidden />
          {t("none")}
        </CardContent>
      ) : (
        <ul className="flex flex-col p-2">
          {attention.map((one) => (
            <AttentionRow key={keyOf(one)} slug={slug} of={one} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function AttentionRow({ slug, of }: { slug: string; of: Attention }) {
  const Icon = ICONS[of.kind];
  const text = useText(of);
  return (
    <li>
      <Link
        href={`/${slug}/admin/${pathOf(of)}`}
        data-slot="attention"
        className="flex min-h-9 items-center gap-2.5 rounded-sm px-2 py-1.5 text-sm -outline-offset-2 hover:bg-accent pointer-coarse:min-h-11"
      >
        <Icon aria-hidden className="text-warning" />
        <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{text}</span>
        <ChevronRight aria-hidden className="text-muted-foreground rtl:rotate-180" />
      </Link>
    </li>
  );
}

function useText(of: Attention): string {
  const t = useTranslations("overview.attention");
  const format = useFormatter();
  const money = useMoney();
  switch (of.kind) {
    case "reports":
      return t("reports", { count: of.count });
    case "quota": {
      const write = of.of === "cost" ? money : (value: number) => format.number(value);
      const part = format.number(of.used / of.quota, { style: "percent" });
      return t(`quota.${of.of}`, { part, quota: write(of.quota) });
    }
    case "documents":
      return t("documents", { count: of.count, name: of.project.name });
    case "paused":
      return t("paused", { name: of.project.name });
    case "key":
      return t("key", { name: of.name, at: format.dateTime(of.endsAt, { dateStyle: "medium" }) });
    default:
      return of satisfies never;
  }
}

function pathOf(of: Attention): string {
  switch (of.kind) {
    case "reports":
      return "moderation";
    case "quota":
      return "usage";
    case "documents":
      return `projects/${of.project.id}/knowledge`;
    case "paused":
      return `projects/${of.project.id}`;
    case "key":
      return `keys?q=${encodeURIComponent(of.name)}`;
    default:
      return of satisfies never;
  }
}

function keyOf(of: Attention): string {
  return `${of.kind} ${"project" in of ? of.project.id : "name" in of ? `${of.name} ${of.endsAt}` : "of" in of ? of.of : ""}`;
}
