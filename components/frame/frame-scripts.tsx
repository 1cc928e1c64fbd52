"use client";

/**
 * Draws nothing: a layout's scripts are named in the page's head only if one of its client components is known before the
 * layout waits for data; else the browser hears of them when the other scripts run. Only for the tenant's layout: the
 * scripts are those of the entry that a module belongs to.
 */
export function FrameScripts(): null {
  return null;
}
