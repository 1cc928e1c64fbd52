"use client";

import { useTranslations } from "next-intl";
import { useCallback, useRef, useState } from "react";
import { ApiError } from "@/lib/rooms/client/api";

export interface Fault {
  message: string;
  /** The field at fault. */
  param: string | null;
  requestId: string | null;
}

/** Puts a failed call into words to show. */
export function useFaultOf(): (error: unknown) => Fault {
  const t = useTranslations("rooms.errors");
  return useCallback(
    (error) => {
      const known = error instanceof ApiError ? error : null;
      const message =
        known === null || known.code === "internal"
          ? t("internal")
          : known.code === "network"
            ? t("network")
            : known.message;
      return { message, param: known?.param ?? null, requestId: known?.requestId ?? null };
    },
    [t],
  );
}

/** Runs one call at a time and keeps its refusal as words to show. Answers whether it went through. */
export function useAct(): {
  pending: boolean;
  fault: Fault | null;
  clear(): void;
  act(run: () => Promise<unknown>): Promise<boolean>;
} {
  const faultOf = useFaultOf();
  const [pending, setPending] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const busy = useRef(false);
  const act = useCallback(
    async (run: () => Promise<unknown>) => {
      if (busy.current) return false;
      busy.current = true;
      setPending(true);
      setFault(null);
      try {
        await run();
        return true;
      } catch (error) {
        setFault(faultOf(error));
        return false;
      } finally {
        busy.current = false;
        setPending(false);
      }
    },
    [faultOf],
  );
  const clear = useCallback(() => setFault(null), []);
  return { pending, fault, clear, act };
}
