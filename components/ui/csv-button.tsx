"use client";

import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { toCsv } from "@/lib/tenants/core/csv";
import { Button } from "./button";

/** Saves rows as a file for a spreadsheet, the first one its head. */
export function CsvButton({
  name,
  rows,
  children,
}: {
  /** Of the file, with its ending. */
  name: string;
  rows: readonly (readonly string[])[];
  children: ReactNode;
}) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([toCsv(rows)], { type: "text/csv;charset=utf-8" }));
    Object.assign(document.createElement("a"), { href: url, download: name }).click();
    // After the browser has taken it up.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <Button variant="outline" size="sm" disabled={rows.length <= 1} onClick={save}>
      <Download aria-hidden />
      {children}
    </Button>
  );
}
