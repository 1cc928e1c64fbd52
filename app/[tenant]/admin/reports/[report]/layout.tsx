import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { REPORTS } from "@/lib/reporting/protocol";

/** There are these reports and no others: said here because a page's answer may come after its skeleton was sent. */
export default async function ReportLayout({
  params,
  children,
}: {
  params: Promise<{ report: string }>;
  children: ReactNode;
}) {
  const { report } = await params;
  if (REPORTS.every((one) => one !== report)) notFound();
  return children;
}
