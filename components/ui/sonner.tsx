"use client";

import { CircleAlert, Clock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** Short news that needs no answer, with an undo where there is one. Once, around the app. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  const t = useTranslations("frame.ui");
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      // Above where one writes, and on a phone above the places as well.
      offset={{ bottom: "5.5rem", right: "1.5rem" }}
      mobileOffset={{ bottom: "8.5rem" }}
      containerAriaLabel={t("notifications")}
      icons={{
        error: <CircleAlert aria-hidden className="text-destructive" />,
        warning: <Clock aria-hidden className="text-warning" />,
        success: null,
        info: null,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-(--width) items-start gap-2 rounded-md bg-popover p-3 font-sans text-sm text-popover-foreground shadow-float",
          title: "font-medium",
          description: "text-muted-foreground",
          content: "flex min-w-0 flex-1 flex-col gap-0.5",
          actionButton:
            "order-last ms-auto h-6 shrink-0 cursor-pointer rounded-sm px-2 font-medium text-primary hover:bg-accent",
          cancelButton: "h-6 shrink-0 cursor-pointer rounded-sm px-2 text-muted-foreground hover:bg-accent",
        },
      }}
    />
  );
}

export { toast } from "sonner";
