"use client";

import { EllipsisVertical } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useNameOf } from "@/components/chat/rooms-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { TableCell, TableRow } from "@/components/ui/table";
import { isLiving, keyStateOf } from "@/lib/keys/core/key-state";
import { LIMIT_FIELDS } from "@/lib/keys/core/limit-form";
import type { KeyView } from "@/lib/keys/protocol";
import type { KeyAct } from "./keys-table";
import { useMoney } from "./use-money";

const STATE_BADGES = { active: "accent", ending: "warning", expired: "outline", ended: "outline" } as const;

/** One key of the table. */
export function KeyRow({ of: key, nowMs, onAct }: { of: KeyView; nowMs: number; onAct(act: KeyAct): void }) {
  const t = useTranslations("keys");
  const format = useFormatter();
  const nameOf = useNameOf();
  const state = keyStateOf(key, nowMs);
  const day = (at: number) => format.dateTime(at, { dateStyle: "medium" });
  const moment = (at: number) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short" });
  const { createdBy, createdAt, lastUsedAt, expiresAt, endsAt, models, tools } = key;
  return (
    <TableRow data-slot="key-row">
      <TableCell className="max-w-56 max-md:max-w-36">
        <span className="block truncate font-medium">{key.name}</span>
        <span className="block truncate font-mono text-xs text-muted-foreground">{key.shown}</span>
      </TableCell>
      <TableCell className="max-w-48 min-w-36 text-xs text-muted-foreground max-lg:hidden">
        {key.scopes.map((scope) => t(`scopes.${scope}`)).join(", ")}
        {models === null ? null : (
          <span className="block truncate" title={models.join(", ")}>
            {t("fewModels", { count: models.length })}
          </span>
        )}
        {tools === null ? null : (
          <span className="block truncate" title={tools.join(", ")}>
            {t("fewTools", { count: tools.length })}
          </span>
        )}
      </TableCell>
      <TableCell className="text-xs text-muted-foreground max-lg:hidden">
        <Limits of={key} />
      </TableCell>
      <TableCell className="text-xs whitespace-nowrap text-muted-foreground max-lg:hidden">
        {day(createdAt)}
        {createdBy === null ? null : <span className="block">{t("createdBy", { name: nameOf(createdBy) })}</span>}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">
        {lastUsedAt === null ? t("notUsed") : <time title={moment(lastUsedAt)}>{day(lastUsedAt)}</time>}
      </TableCell>
      <TableCell className="whitespace-nowrap text-muted-foreground max-md:hidden">
        {expiresAt === null ? t("never") : <time title={moment(expiresAt)}>{day(expiresAt)}</time>}
      </TableCell>
      <TableCell>
        <Badge variant={STATE_BADGES[state]}>{t(`states.${state}`)}</Badge>
        {state === "ending" && endsAt !== null ? (
          <span className="block text-xs text-muted-foreground">{t("endsAt", { at: moment(endsAt) })}</span>
        ) : null}
      </TableCell>
      <TableCell className="text-end">
        {isLiving(state) ? (
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
        ) : null}
      </TableCell>
    </TableRow>
  );
}

function Limits({ of: { limits } }: { of: KeyView }) {
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
