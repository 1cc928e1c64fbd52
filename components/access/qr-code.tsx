"use client";

import { useEffect, useState } from "react";

const QUIET_ZONE = 2;

/** A QR code drawn as one path, always dark on light: that is what cameras read. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<{ size: number; path: string } | null>(null);
  useEffect(() => {
    let current = true;
    void import("uqr").then(({ encode }) => {
      const { size, data } = encode(text, { border: QUIET_ZONE });
      if (current) setDrawn({ size, path: pathOf(data) });
    });
    return () => {
      current = false;
    };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${drawn?.size ?? 1} ${drawn?.size ?? 1}`}
      shapeRendering="crispEdges"
      className="size-44 rounded-md border bg-white"
    >
      {drawn ? <path d={drawn.path} fill="black" /> : null}
    </svg>
  );
}

function pathOf(rows: boolean[][]): string {
  return rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
}
