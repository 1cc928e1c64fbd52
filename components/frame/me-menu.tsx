"use client";

import { Bell, CircleUser, Keyboard, LogOut } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Avatar } from "@/components/ui/avatar";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuGroup,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useIsPhone } from "@/lib/ui/use-is-phone";
import { currentCommands } from "./commands";
import { useFrame } from "./frame-context";
import { keyLabels } from "./keys";
import { useIsMac } from "./use-is-mac";
import { useSignOut } from "./use-sign-out";

const THEMES = { light: "themeLight", dark: "themeDark", system: "themeSystem" } as const;

/** My name, my theme, my account, and the way out. */
export function MeMenu() {
  const t = useTranslations("frame.me");
  const { me, tenant } = useFrame();
  const { theme, setTheme } = useTheme();
  const mac = useIsMac();
  const phone = useIsPhone();
  const showShortcuts = () =>
    currentCommands()
      .find(({ id }) => id === "shortcuts")
      ?.run?.();
  const signOut = useSignOut();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={t("menu", { name: me.name })}
        title={me.name}
        className="flex size-9 cursor-pointer items-center justify-center rounded-md transition-opacity hover:opacity-85 max-md:h-11 max-md:w-auto max-md:max-w-11 max-md:min-w-0 max-md:flex-1"
      >
        <Avatar name={me.name} colorKey={me.person} image={me.image} className="size-8" />
      </DropdownMenuTrigger>
      <DropdownMenuContent inPlace align="end" side={phone ? "top" : "right"} className="w-60">
        <DropdownMenuLabel className="flex flex-col">
          <span className="truncate text-sm font-semibold text-foreground">{me.name}</span>
          <span className="truncate font-normal">{me.email}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuGroup aria-label={t("theme")}>
          <DropdownMenuLabel>{t("theme")}</DropdownMenuLabel>
          <DropdownMenuRadioGroup value={theme ?? "system"} onValueChange={setTheme}>
            {Object.entries(THEMES).map(([value, label]) => (
              <DropdownMenuRadioItem key={value} value={value}>
                {t(label)}
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
        </DropdownMenuGroup>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/account">
            <CircleUser aria-hidden />
            {t("account")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={`/${tenant.slug}/settings/notifications`}>
            <Bell aria-hidden />
            {t("notifications")}
          </Link>
        </DropdownMenuItem>
        {/* After the menu gave the focus back, so that the sheet can take it. */}
        <DropdownMenuItem onSelect={() => setTimeout(showShortcuts, 0)}>
          <Keyboard aria-hidden />
          {t("shortcuts")}
          <DropdownMenuShortcut>{keyLabels("mod+/", mac).join(mac ? "" : "+")}</DropdownMenuShortcut>
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => void signOut()}>
          <LogOut aria-hidden />
          {t("signOut")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
