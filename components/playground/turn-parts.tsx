"use client";

import { useId, type ReactNode } from "react";
import { cn } from "@/lib/ui/cn";

/** One part of a turn that is taken apart. */
export function Part({ title, children, className }: { title: string; children: ReactNode; className?: string }) {
  const id = useId();
  return (
    // A group and no landmark: two turns side by side have the same parts.
    <div role="group" aria-labelledby={id} className={cn("flex min-w-0 flex-col gap-2 border-t px-3 py-3", className)}>
      <h3 id={id} className="text-sm font-semibold">
        {title}
      </h3>
      {children}
    </div>
  );
}

/** Names and what they stand for; what is undefined is left out. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode] | null)[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6rem,max-content)_1fr] gap-x-4 gap-y-1 text-sm">
      {facts.map((fact) =>
        fact === null ? null : (
          <div key={fact[0]} className="contents">
            <dt className="text-muted-foreground">{fact[0]}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere] tabular-nums">{fact[1]}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

export function Nothing({ children }: { children: ReactNode }) {
  return <p className="text-sm text-muted-foreground">{children}</p>;
}
