"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { PersonId } from "@/lib/platform/ids";
import type { TenantRole } from "@/lib/rooms/server/objects";
import type { AdminPlaceId } from "./admin-places";

/** A tenant the viewer belongs to. */
export interface TenantChoice {
  slug: string;
  name: string;
  suspended: boolean;
}

/** Who looks, and where: what the server proved for this page. It opens nothing by itself. */
export interface FrameFacts {
  tenant: { slug: string; name: string };
  me: { person: PersonId; name: string; email: string; image: string | null; role: TenantRole };
  /** May change members and settings. */
  isAdmin: boolean;
  /** The administrators' places they may open, in their order. */
  adminPlaces: readonly AdminPlaceId[];
  /** Width of the sidebar as the viewer left it. */
  sidebarPx: number;
}

const FrameContext = createContext<FrameFacts | null>(null);

export function FrameProvider({ facts, children }: { facts: FrameFacts; children: ReactNode }) {
  return <FrameContext value={facts}>{children}</FrameContext>;
}

/** The facts of the tenant page around. */
export function useFrame(): FrameFacts {
  const facts = useContext(FrameContext);
  if (!facts) throw new Error("A component of the frame stands outside of it.");
  return facts;
}
