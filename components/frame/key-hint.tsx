"use client";

import { Kbd } from "@/components/ui/kbd";
import { keyLabels, type KeyCombo } from "./keys";
import { useIsMac } from "./use-is-mac";

/** A combination drawn as keys. */
export function KeyHint({ combo, className }: { combo: KeyCombo; className?: string }) {
  const labels = keyLabels(combo, useIsMac());
  return (
    <span data-slot="key-hint" className={className}>
      <span className="inline-flex items-center gap-0.5">
        {labels.map((label) => (
          <Kbd key={label}>{label}</Kbd>
        ))}
      </span>
    </span>
  );
}
