"use client";

import { Check, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useFrame, type TenantChoice } from "./frame-context";

/** Where I am, and where else I belong. Another tenant is a new page load: nothing of one is held while the other is shown. */
export function TenantSwitcher({ tenants }: { tenants: readonly TenantChoice[] }) {
  const t = useTranslations("frame.tenants");
  const { tenant } = useFrame();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={t("switch", { tenant: tenant.name })}
        title={tenant.name}
        className="flex size-9 cursor-pointer items-center justify-center rounded-md transition-opacity hover:opacity-85 max-md:h-11 max-md:w-auto max-md:max-w-11 max-md:min-w-0 max-md:flex-1"
      >
        <Avatar name={tenant.name} colorKey={tenant.slug} />
      </DropdownMenuTrigger>
      <DropdownMenuContent inPlace align="start" side="bottom" className="w-64">
        <DropdownMenuLabel>{t("label")}</DropdownMenuLabel>
        {tenants.map(({ slug, name, suspended }) => (
          <DropdownMenuItem key={slug} asChild>
            <a href={`/${slug}/rooms`} aria-current={slug === tenant.slug ? "true" : undefined}>
              <Avatar name={name} colorKey={slug} size="sm" />
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {suspended ? <span className="text-xs text-muted-foreground">{t("suspended")}</span> : null}
              {slug === tenant.slug ? <Check aria-hidden /> : null}
            </a>
          </DropdownMenuItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a new page load on purpose: nothing of this page is kept */}
          <a href="/new">
            <Plus aria-hidden />
            {t("create")}
          </a>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
