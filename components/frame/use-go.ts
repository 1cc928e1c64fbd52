"use client";

import { usePathname, useRouter } from "next/navigation";
import { useCallback } from "react";
import { useFrame } from "./frame-context";

/** Goes to a place of this tenant. Among the rooms the page already holds every room, so no page is asked of the server. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  const pathname = usePathname();
  const { tenant } = useFrame();
  const rooms = `/${tenant.slug}/rooms`;
  const among = (path: string) => path === rooms || path.startsWith(`${rooms}/`);
  const amongRooms = among(pathname);
  return useCallback(
    (href) => {
      const [path = ""] = href.split("?");
      if (amongRooms && (path === rooms || path.startsWith(`${rooms}/`))) window.history.pushState(null, "", href);
      else router.push(href);
    },
    [amongRooms, rooms, router],
  );
}
