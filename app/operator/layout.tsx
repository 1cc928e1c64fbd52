import type { ReactNode } from "react";
import { OperatorBar } from "@/components/operator/operator-bar";
import { requirePageOperator } from "@/lib/access/server/page-operator";

/** The frame around the pages of operators. Each page proves for itself as well that its visitor is one. */
export default async function OperatorLayout({ children }: { children: ReactNode }) {
  await requirePageOperator("/operator/tenants");
  return (
    <>
      <OperatorBar />
      <main className="mx-auto flex w-full max-w-6xl flex-col gap-5 px-6 py-6 max-md:px-3">{children}</main>
    </>
  );
}
