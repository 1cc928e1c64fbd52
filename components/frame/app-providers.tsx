"use client";

import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { ServiceWorker } from "@/components/offline/service-worker";
import { Toaster } from "@/components/ui/sonner";
import { TooltipProvider } from "@/components/ui/tooltip";
import { TimeZone } from "./time-zone";

/** What every page needs around it: theme, tooltips, short news, the viewer's time zone. */
export function AppProviders({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" storageKey="parlor.theme" disableTransitionOnChange {...(nonce ? { nonce } : {})}>
      <TooltipProvider>
        {children}
        <Toaster />
        <TimeZone />
        <ServiceWorker />
      </TooltipProvider>
    </ThemeProvider>
  );
}
