import type { ReactNode } from "react";

/** Instead of the composer where nothing can be written: says why. */
export function ComposerClosed({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div
      data-slot="composer-closed"
      className="mx-4 mb-5 flex flex-wrap items-center justify-between gap-2 rounded-md border bg-muted px-3 py-2 text-sm"
    >
      <p className="min-w-0">{children}</p>
      {action}
    </div>
  );
}
