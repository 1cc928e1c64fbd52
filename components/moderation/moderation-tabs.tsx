"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition, type ReactNode } from "react";
import { useFrame } from "@/components/frame/frame-context";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";

export type ModerationTab = "reports" | "words";

/** The two halves of moderation; the address says which one is shown, and the server brings only that one. */
export function ModerationTabs({ tab, children }: { tab: ModerationTab; children: ReactNode }) {
  const t = useTranslations("moderation.page");
  const { tenant } = useFrame();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const show = (next: string) =>
    startTransition(() => router.push(`/${tenant.slug}/admin/moderation${next === "words" ? "?tab=words" : ""}`));
  return (
    <Tabs value={tab} onValueChange={show} activationMode="manual">
      <TabsList aria-label={t("title")}>
        <TabsTrigger value="reports">{t("reports")}</TabsTrigger>
        <TabsTrigger value="words">{t("words")}</TabsTrigger>
      </TabsList>
      <TabsContent value={tab} aria-busy={pending || undefined}>
        {children}
      </TabsContent>
    </Tabs>
  );
}
