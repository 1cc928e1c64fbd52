"use client";

import { KeyRound, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { KeyView } from "@/lib/keys/protocol";
import { TIER_KEY_LIMITS } from "@/lib/quotas/core/tiers";
import type { Tier } from "@/lib/quotas/protocol";
import { CreateKeyDialog, EditKeyDialog } from "./key-dialogs";
import { KeysTable, type KeyAct } from "./keys-table";
import { RerollKeyDialog } from "./reroll-key-dialog";
import { RevokeKeyDialog } from "./revoke-key-dialog";
import { clientText, curlText, Snippet } from "./snippet";

export interface KeysScreenProps {
  tenant: { slug: string; name: string };
  keys: readonly KeyView[];
  /** Ids of models that a key may be bound to. */
  models: readonly string[];
  /** Names of tools that a key may be bound to. */
  tools: readonly string[];
  /** Where programs find the API, without a slash at its end. */
  baseUrl: string;
  /** What a new key is offered depends on it. */
  tier: Tier;
  nowMs: number;
}

/** The tenant's keys, and what one does with them. */
export function KeysScreen({ tenant, keys, models, tools, baseUrl, tier, nowMs }: KeysScreenProps) {
  const t = useTranslations("keys");
  const [open, setOpen] = useState<"create" | { act: KeyAct; key: KeyView } | null>(null);
  const close = () => setOpen(null);
  const create = (
    <Button onClick={() => setOpen("create")}>
      <Plus aria-hidden />
      {t("create")}
    </Button>
  );
  const place = { slug: tenant.slug, baseUrl, models, tools, onClose: close };
  return (
    <>
      {keys.length === 0 ? (
        <>
          <EmptyState icon={KeyRound} title={t("empty.title")} actions={create} className="p-0 pt-2">
            <p>{t("empty.body", { tenant: tenant.name })}</p>
          </EmptyState>
          <div className="flex max-w-2xl flex-col gap-4">
            <Snippet label={t("snippet.curl")} text={curlText(baseUrl, "$PARLOR_KEY", t("snippet.question"))} />
            <Snippet label={t("snippet.client")} text={clientText(baseUrl, t("snippet.question"))} />
          </div>
        </>
      ) : (
        <>
          <p className="max-w-2xl text-sm text-muted-foreground">{t("about", { tenant: tenant.name })}</p>
          <KeysTable
            slug={tenant.slug}
            keys={keys}
            nowMs={nowMs}
            create={create}
            onAct={(act, key) => setOpen({ act, key })}
          />
        </>
      )}
      {open === "create" ? <CreateKeyDialog {...place} offered={TIER_KEY_LIMITS[tier]} /> : null}
      {open !== null && open !== "create" ? (
        open.act === "edit" ? (
          <EditKeyDialog {...place} subject={open.key} />
        ) : open.act === "reroll" ? (
          <RerollKeyDialog {...place} subject={open.key} />
        ) : (
          <RevokeKeyDialog slug={tenant.slug} subject={open.key} onClose={close} />
        )
      ) : null}
    </>
  );
}
