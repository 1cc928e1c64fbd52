import { headers } from "next/headers";
import { Link } from "@/components/ui/link";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ForgetDevice } from "@/components/offline/forget-device";
import { Logo } from "@/components/frame/logo";
import { Button } from "@/components/ui/button";
import { findSignedIn } from "@/lib/access/server/account-ctx";
import { getAuth } from "@/lib/access/server/auth";
import { webRuntime } from "@/lib/access/server/web-bindings";

const FACTS = ["rooms", "assistant", "api", "reports", "yours", "open"] as const;

/** What Parlor is, for somebody signed out. Everybody else goes to where they were last. */
export default async function LandingPage() {
  if (await findSignedIn(getAuth(webRuntime()), await headers())) redirect("/api/tenants/start");
  const t = await getTranslations("landing");
  return (
    <div className="mx-auto flex min-h-dvh max-w-2xl flex-col px-6 py-6 sm:py-10">
      <ForgetDevice />
      <header className="flex items-center gap-2">
        <Logo />
        <p className="text-base font-semibold">{t("title")}</p>
      </header>
      <main className="flex flex-1 flex-col justify-center gap-8 py-10">
        <div className="flex flex-col gap-3">
          <h1 className="text-xl font-semibold">{t("lead")}</h1>
          <p className="max-w-prose text-base text-muted-foreground">{t("what")}</p>
          <p className="mt-2 flex flex-wrap gap-2">
            <Button asChild size="lg">
              <Link href="/sign-in">{t("signIn")}</Link>
            </Button>
            <Button asChild size="lg" variant="outline">
              <Link href="/sign-up">{t("signUp")}</Link>
            </Button>
          </p>
        </div>
        <dl className="grid gap-x-8 gap-y-5 border-t pt-6 sm:grid-cols-3">
          {FACTS.map((fact) => (
            <div key={fact} className="flex flex-col gap-1">
              <dt className="text-sm font-semibold">{t(`facts.${fact}.title`)}</dt>
              <dd className="text-sm text-muted-foreground">{t(`facts.${fact}.body`)}</dd>
            </div>
          ))}
        </dl>
      </main>
    </div>
  );
}
