"use client";

import { useEffect } from "react";
import { useRooms } from "@/components/chat/rooms-provider";
import { forgetDevice } from "@/lib/offline/client/forget-device";
import { keepOnly } from "@/lib/offline/client/kept-rooms";

/** Lets go of what is kept for reading offline as soon as the viewer may no longer see it: a room, the tenant, the session. */
export function DeviceGuard() {
  const { inbox, tenant, viewer } = useRooms();
  useEffect(() => {
    let known: unknown = null;
    let over = false;
    const look = () => {
      const { view, connection } = inbox.store.getState();
      if (connection.kind === "ended" && !over) {
        over = true;
        if (connection.reason === "signed_out") void forgetDevice();
        // Said by the page that explains it; what was kept stays for the day the tenant comes back.
        else if (connection.reason === "suspended") window.location.assign("/suspended");
        else if (connection.reason === "gone") void keepOnly(tenant, viewer.person, new Set());
      }
      // Only what the inbox itself said counts: a list from a page may be old.
      if (over || !view.confirmed || view.rooms === known) return;
      known = view.rooms;
      void keepOnly(tenant, viewer.person, new Set(view.rooms.keys()));
    };
    look();
    return inbox.store.subscribe(look);
  }, [inbox, tenant, viewer.person]);
  return null;
}
