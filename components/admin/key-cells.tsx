"use client";

import { EllipsisVertical } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { isLiving, keyStateOf } from "@/lib/keys/core/key-state";
import { LIMIT_FIELDS } from "@/lib/keys/core/limit-form";
import type { KeyView } from "@/lib/keys/protocol";
import type { KeyAct } from "./keys-table";
import { useMoney } from "./use-money";

const STATE_BADGES = { active: "accent", ending: "warning", expired: "outline", ended: "outline" } as const;

/** Whether the key counts, and until when. */
export function KeyStateCell({ of: key, nowMs }: { of: KeyView; nowMs: number }) {
  const t = useTranslations("keys");
  const format = useFormatter();
  const state = keyStateOf(key, nowMs);
  return (
    <>
      <Badge variant={STATE_BADGES[state]}>{t(`states.${state}`)}</Badge>
      {state === "ending" && key.endsAt !== null ? (
        <span className="block text-xs text-muted-foreground">
          {t("endsAt", { at: format.dateTime(key.endsAt, { dateStyle: "medium", timeStyle: "short" }) })}
        </span>
      ) : null}
    </>
  );
}

/** What one does with a key that still opens something. */
export function KeyMenu({ of: key, nowMs, onAct }: { of: KeyView; nowMs: number; onAct(act: KeyAct): void }) {
  const t = useTranslations("keys");
  const state = keyStateOf(key, nowMs);
  if (!isLiving(state)) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon-sm"
          className="text-muted-foreground"
          aria-label={t("menu", { name: key.name })}
        >
          <EllipsisVertical aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => onAct("edit")}>{t("edit")}</DropdownMenuItem>
        {state === "active" ? (
          <DropdownMenuItem onSelect={() => onAct("reroll")}>{t("reroll.act")}</DropdownMenuItem>
        ) : null}
        <DropdownMenuItem variant="destructive" onSelect={() => onAct("revoke")}>
          {t("revoke.act")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** The key's own limits; without any, the tenant's hold. */
export function KeyLimitsCell({ of: { limits } }: { of: KeyView }) {
  const t = useTranslations("keys");
  const format = useFormatter();
  const money = useMoney();
  const set = LIMIT_FIELDS.flatMap((field) => {
    const limit = limits[field];
    if (limit === null) return [];
    const value = field === "costPerMonth" ? money(limit) : format.number(limit);
    return [t(`limitShort.${field}`, { value, count: limit })];
  });
  if (set.length === 0) return t("noLimits");
  return set.map((text) => (
    <span key={text} className="block whitespace-nowrap">
      {text}
    </span>
  ));
}
