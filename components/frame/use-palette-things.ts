"use client";

import { useEffect, useState } from "react";
import { send } from "@/lib/access/client/send";
import { ADMIN_PLACES, type AdminPlace } from "./admin-places";
import { useFrame } from "./frame-context";

export interface PaletteThing {
  id: string;
  name: string;
  /** The place it belongs to. */
  place: AdminPlace;
  path: string;
}

const KINDS = [
  { place: "projects", list: "projects", pathOf: (id: string) => `projects/${id}` },
  {
    place: "keys",
    list: "keys",
    pathOf: (_id: string, name: string) => `keys?state=all&q=${encodeURIComponent(name)}`,
  },
] as const;

type Listed = Partial<Record<string, { id: string; name: string }[]>>;

/** Assistants and keys by their names, asked for when the switcher opens; while they are not here, nothing is missed. */
export function usePaletteThings(): readonly PaletteThing[] {
  const { tenant, adminPlaces } = useFrame();
  const { slug } = tenant;
  const [things, setThings] = useState<readonly PaletteThing[]>([]);
  useEffect(() => {
    let gone = false;
    const kinds = KINDS.filter(({ place }) => adminPlaces.includes(place));
    const asked = kinds.map(async ({ place: id, list, pathOf }) => {
      const place = ADMIN_PLACES.find((one) => one.id === id);
      const sent = await send<Listed>("GET", `/api/t/${slug}/${list}`);
      if (!sent.ok || !place) return [];
      return (sent.data[list] ?? []).map((one) => ({
        ...{ id: one.id, name: one.name, place, path: pathOf(one.id, one.name) },
      }));
    });
    void Promise.all(asked).then((lists) => {
      if (!gone) setThings(lists.flat());
    });
    return () => {
      gone = true;
    };
  }, [slug, adminPlaces]);
  return things;
}
