"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useFrame } from "./frame-context";

/** Goes to a place of this tenant. Among the rooms the page already holds every room, so no page is asked of the server. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  const { tenant } = useFrame();
  const rooms = `/${tenant.slug}/rooms`;
  return useCallback(
    (href) => {
      const among = (path: string) => path === rooms || path.startsWith(`${rooms}/`);
      const [path = ""] = href.split("?");
      // Asked when it is gone, and not kept: nobody who may go somewhere is drawn anew because the address changed.
      if (among(window.location.pathname) && among(path)) window.history.pushState(null, "", href);
      else router.push(href);
    },
    [rooms, router],
  );
}
