/**
 * The places of a tenant's administrators. One list: the navigation, the palette, the guard of their addresses and the
 * tests read it, so a new place is one line here and its name in messages/en/admin.json.
 */
import {
  Activity,
  Boxes,
  ChartColumn,
  FilePenLine,
  FlaskConical,
  Gauge,
  KeyRound,
  LayoutDashboard,
  MessageCircleQuestion,
  MessageSquareText,
  ScrollText,
  Settings,
  ShieldAlert,
  Users,
  Wrench,
  type LucideIcon,
} from "lucide-react";
import type { Right } from "@/lib/access/core/permissions";

/** In the order they are shown; the first one stands without a heading. */
export const ADMIN_GROUPS = ["figures", "visitors", "api", "organisation"] as const;
export type AdminGroup = (typeof ADMIN_GROUPS)[number];

interface Place {
  /** Part of its address: `/{tenant}/admin/{id}`. */
  id: string;
  group: AdminGroup;
  icon: LucideIcon;
  /** Who has it is shown the place; for everybody else there is no such page. */
  right: Right;
}

export const ADMIN_PLACES = [
  { id: "overview", group: "figures", icon: LayoutDashboard, right: ["report", "read"] },
  { id: "reports", group: "figures", icon: ChartColumn, right: ["report", "read"] },
  { id: "live", group: "figures", icon: Activity, right: ["live", "read"] },
  { id: "projects", group: "visitors", icon: MessageCircleQuestion, right: ["project", "manage"] },
  { id: "prompts", group: "visitors", icon: FilePenLine, right: ["project", "manage"] },
  { id: "playground", group: "visitors", icon: FlaskConical, right: ["project", "manage"] },
  { id: "conversations", group: "visitors", icon: MessageSquareText, right: ["visitor", "answer"] },
  { id: "keys", group: "api", icon: KeyRound, right: ["key", "manage"] },
  { id: "usage", group: "api", icon: Gauge, right: ["usage", "read"] },
  { id: "models", group: "api", icon: Boxes, right: ["model", "configure"] },
  { id: "tools", group: "api", icon: Wrench, right: ["tool", "manage"] },
  { id: "members", group: "organisation", icon: Users, right: ["member", "update"] },
  { id: "moderation", group: "organisation", icon: ShieldAlert, right: ["message", "moderate"] },
  { id: "settings", group: "organisation", icon: Settings, right: ["organization", "update"] },
  { id: "audit", group: "organisation", icon: ScrollText, right: ["audit", "read"] },
] as const satisfies readonly Place[];

export type AdminPlace = (typeof ADMIN_PLACES)[number];
export type AdminPlaceId = AdminPlace["id"];

/** The places that somebody with these rights is shown. */
export function placesFor(has: (right: Right) => boolean): AdminPlaceId[] {
  return ADMIN_PLACES.filter(({ right }) => has(right)).map(({ id }) => id);
}

/** The place that an address of a tenant leads to or into; null: to none of them. */
export function placeAt(path: string): AdminPlaceId | null {
  const [, , admin, id] = path.replace(/[?#].*$/, "").split("/");
  return admin === "admin" ? (ADMIN_PLACES.find((place) => place.id === id)?.id ?? null) : null;
}
