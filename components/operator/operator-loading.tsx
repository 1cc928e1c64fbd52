import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** A page of operators while it loads: its name, and the shape of what comes. */
export function OperatorLoading({ title, children }: { title: string; children: ReactNode }) {
  const t = useTranslations("admin");
  return (
    <>
      <h1 className="text-lg font-semibold">{title}</h1>
      <span role="status" className="sr-only">
        {t("loading")}
      </span>
      <div aria-busy className="flex flex-col gap-5">
        {children}
      </div>
    </>
  );
}
