"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { SendLaterItems, type LaterMessage } from "@/components/later/send-later";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Hint } from "@/components/ui/tooltip";
import { useEnterSends } from "./use-enter-sends";

/** What else can be done about sending: at another time, and by which key. */
export function ComposerMenu({ message }: { message: LaterMessage }) {
  const t = useTranslations("rooms.composer");
  const [enterSends, setEnterSends] = useEnterSends();
  const button = useRef<HTMLButtonElement>(null);
  const [landmark, setLandmark] = useState<HTMLElement | null>(null);
  return (
    <DropdownMenu
      onOpenChange={(open) => {
        if (open) setLandmark(button.current?.closest<HTMLElement>("main, aside") ?? null);
      }}
    >
      <Hint text={t("sending")}>
        <DropdownMenuTrigger asChild>
          <Button
            ref={button}
            variant="ghost"
            size="icon"
            aria-label={t("sending")}
            className="w-5 text-muted-foreground pointer-coarse:w-10"
          >
            <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
      </Hint>
      <DropdownMenuContent align="end" side="top" container={landmark} className="w-64">
        <SendLaterItems message={message} />
        <DropdownMenuCheckboxItem checked={enterSends} onCheckedChange={setEnterSends}>
          {t("enterSends")}
        </DropdownMenuCheckboxItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
