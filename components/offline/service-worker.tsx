"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { toast } from "@/components/ui/sonner";

const LOOK_EVERY_MS = 3_600_000;

/** Installs the service worker of the built product, and says when a newer version of the product is there. */
export function ServiceWorker() {
  const t = useTranslations("offline.update");
  useEffect(() => {
    if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
    const { serviceWorker } = navigator;
    // The first worker of a device takes over no page; a later one only when somebody asked for it.
    let asked = false;
    const taken = () => asked && window.location.reload();
    const offer = (waiting: ServiceWorker) =>
      toast(t("ready"), {
        id: "update",
        duration: Infinity,
        action: {
          label: t("reload"),
          onClick: () => {
            asked = true;
            waiting.postMessage("take-over");
          },
        },
      });
    let timer: ReturnType<typeof setInterval> | undefined;
    const watch = (registration: ServiceWorkerRegistration | undefined) => {
      // What blocks service workers may answer nothing at all.
      if (!registration) return;
      if (registration.waiting && serviceWorker.controller) offer(registration.waiting);
      registration.addEventListener("updatefound", () => {
        const coming = registration.installing;
        coming?.addEventListener("statechange", () => {
          if (coming.state === "installed" && serviceWorker.controller) offer(coming);
        });
      });
      timer = setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
    };
    serviceWorker.addEventListener("controllerchange", taken);
    // Refused (private mode, an old browser): the product works without.
    serviceWorker.register("/sw.js", { updateViaCache: "none" }).then(watch, () => undefined);
    return () => {
      clearInterval(timer);
      serviceWorker.removeEventListener("controllerchange", taken);
    };
  }, [t]);
  return null;
}
