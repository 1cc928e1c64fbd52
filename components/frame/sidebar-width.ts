/** Kept in a cookie, so that the first paint already has the width. */
export const SIDEBAR_COOKIE = "parlor_sidebar";

export const SIDEBAR_PX = { default: 260, min: 200, max: 400, step: 20 } as const;

/** The nearest width that is allowed. */
export function clampSidebar(px: number): number {
  if (!Number.isFinite(px)) return SIDEBAR_PX.default;
  return Math.round(Math.min(SIDEBAR_PX.max, Math.max(SIDEBAR_PX.min, px)));
}

/** The width a cookie remembers, or the default. */
export function readSidebarWidth(cookie: string | undefined): number {
  return cookie && /^\d{1,4}$/.test(cookie) ? clampSidebar(Number(cookie)) : SIDEBAR_PX.default;
}
