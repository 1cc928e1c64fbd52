"use client";

import { Menu } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet, SheetContent, SheetTitle, SheetTrigger } from "@/components/ui/sheet";
import { AdminNav } from "./admin-nav";
import { useFrame } from "./frame-context";

/** The way from one of the administrators' places to another where there is no room for a sidebar. */
export function AdminMenu() {
  const t = useTranslations("admin.nav");
  const { adminPlaces } = useFrame();
  const [open, setOpen] = useState(false);
  if (adminPlaces.length < 2) return null;
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <SheetTrigger asChild>
        <Button variant="ghost" size="icon" className="-ms-1 md:hidden" aria-label={t("choose")}>
          <Menu aria-hidden />
        </Button>
      </SheetTrigger>
      <SheetContent side="start" aria-describedby={undefined} className="p-3">
        <SheetTitle className="px-2 pt-1 pe-10">{t("label")}</SheetTitle>
        <AdminNav onGo={() => setOpen(false)} />
      </SheetContent>
    </Sheet>
  );
}
