import type { CSSProperties, ReactNode } from "react";
import type { TenantChoice } from "./frame-context";
import { Keyboard } from "./keyboard";
import { Rail } from "./rail";
import { SkipLink } from "./skip-link";

/**
 * The frame of a tenant's pages: the rail, and beside it what the page puts there (a Place with sidebar, main and panel).
 * Under 768 px the rail lies at the bottom, and leaves while a main pane fills the screen. Stands inside of a FrameProvider.
 */
export function Frame({
  sidebarPx,
  tenants,
  children,
}: {
  sidebarPx: number;
  tenants: readonly TenantChoice[];
  children: ReactNode;
}) {
  return (
    <>
      <div
        data-slot="frame"
        className="group/frame grid h-dvh grid-cols-[3.25rem_minmax(0,1fr)] grid-rows-[minmax(0,1fr)] overflow-hidden max-md:grid-cols-1 max-md:grid-rows-[minmax(0,1fr)_auto]"
        style={{ "--sidebar-width": `${sidebarPx}px` } as CSSProperties}
      >
        <SkipLink />
        <Rail tenants={tenants} />
        <div className="flex min-h-0 min-w-0 max-md:order-first">{children}</div>
      </div>
      <Keyboard />
    </>
  );
}
