import type { MetadataRoute } from "next";
import { messages } from "@/lib/i18n/messages";

const SHORTCUT_ICONS = [{ src: "/icons/192.png", sizes: "192x192", type: "image/png" }];

/** Lets a browser install the app. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: messages.landing.title,
    short_name: messages.landing.title,
    description: messages.landing.description,
    id: "/",
    start_url: "/",
    shortcuts: [
      { name: messages.frame.rail.rooms, url: "/api/tenants/start?place=rooms", icons: SHORTCUT_ICONS },
      { name: messages.frame.rail.later, url: "/api/tenants/start?place=later", icons: SHORTCUT_ICONS },
      { name: messages.frame.rail.people, url: "/api/tenants/start?place=people", icons: SHORTCUT_ICONS },
    ],
    scope: "/",
    display: "standalone",
    background_color: "#fdfcfb",
    theme_color: "#f6f4f1",
    icons: [
      { src: "/icons/192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
