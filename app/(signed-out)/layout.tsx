import { Link } from "@/components/ui/link";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Logo } from "@/components/frame/logo";

/** One narrow column: everything before a tenant. */
export default async function SignedOutLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("access");
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-sm flex-col gap-8 px-6 py-6 sm:py-16">
      <header>
        <Link href="/" className="inline-flex items-center gap-2 text-base font-semibold">
          <Logo />
          {t("product")}
        </Link>
      </header>
      <main className="flex flex-col gap-5">{children}</main>
    </div>
  );
}
