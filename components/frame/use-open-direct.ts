"use client";

import { useTranslations } from "next-intl";
import { useCallback, useRef } from "react";
import { toast } from "@/components/ui/sonner";
import type { PersonId } from "@/lib/platform/ids";
import { ApiError, createRoomsApi } from "@/lib/rooms/client/api";
import { deviceId } from "@/lib/rooms/client/browser-page";
import { useFrame } from "./frame-context";
import { useGo } from "./use-go";

/** Opens the direct conversation with somebody, making it when there is none. Says why when it does not come about. */
export function useOpenDirect(): (person: PersonId) => Promise<void> {
  const { tenant } = useFrame();
  const go = useGo();
  const t = useTranslations("frame.people");
  const busy = useRef(false);
  return useCallback(
    async (person) => {
      if (busy.current) return;
      busy.current = true;
      try {
        const room = await createRoomsApi(tenant.slug, deviceId()).createDirect([person], "");
        go(`/${tenant.slug}/rooms/${room.roomId}`);
      } catch (error) {
        toast.error(t("failed", { reason: error instanceof ApiError ? error.message : "" }));
      } finally {
        busy.current = false;
      }
    },
    [tenant.slug, go, t],
  );
}
