import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountBar } from "@/components/access/account-bar";
import { NewTenantForm } from "@/components/access/new-tenant-form";
import { textLinkLooks } from "@/components/access/signed-out-page";
import { canonicalOrigin } from "@/lib/access/server/auth-place";
import { requirePageAccount } from "@/lib/access/server/page-account";
import { listMyTenants } from "@/lib/tenants/server/list-my-tenants";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.newTenant");
  return { title: t("title") };
}

/** Creating a tenant, and the way to those one belongs to already. */
export default async function NewTenantPage() {
  const ctx = await requirePageAccount("/new");
  const [{ tenants }, t] = await Promise.all([listMyTenants(ctx), getTranslations("access.newTenant")]);
  return (
    <>
      <AccountBar />
      <main className="mx-auto flex w-full max-w-md flex-col gap-5 px-6 py-8">
        <div className="flex flex-col gap-1">
          <h1 className="text-lg font-semibold">{t("title")}</h1>
          <p className="text-sm text-muted-foreground">{t("body")}</p>
        </div>
        <NewTenantForm host={new URL(canonicalOrigin(ctx.runtime.env)).host} />
        {tenants.length > 0 ? (
          <section aria-labelledby="mine" className="flex flex-col gap-2 border-t pt-5">
            <h2 id="mine" className="text-sm font-semibold">
              {t("mine")}
            </h2>
            <ul className="flex flex-col gap-1.5 text-sm">
              {tenants.map(({ slug, name, suspended }) => (
                <li key={slug} className="flex flex-wrap gap-2">
                  {suspended ? (
                    <span className="text-muted-foreground">
                      {name} ({t("suspended")})
                    </span>
                  ) : (
                    <a href={`/${slug}/rooms`} className={textLinkLooks}>
                      {name}
                    </a>
                  )}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </main>
    </>
  );
}
