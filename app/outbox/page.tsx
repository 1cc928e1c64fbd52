import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getFormatter, getTranslations } from "next-intl/server";
import { MailText } from "@/components/access/mail-text";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { webEnv } from "@/lib/access/server/web-bindings";
import { readOutbox } from "@/lib/mail/read-outbox";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.outbox");
  return { title: t("title") };
}

/** The mails of a local installation. Anywhere else there is no such page. */
export default async function OutboxPage() {
  const mails = await readOutbox(webEnv(), (await headers()).get("host"));
  if (!mails) notFound();
  const [t, format] = await Promise.all([getTranslations("access.outbox"), getFormatter()]);
  return (
    <main className="mx-auto flex w-full max-w-2xl flex-col gap-5 px-6 py-8">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex flex-col gap-1">
          <h1 className="text-lg font-semibold">{t("title")}</h1>
          <p className="text-sm text-muted-foreground">{t("body")}</p>
        </div>
        <form action="/outbox">
          <Button type="submit" variant="outline">
            {t("reload")}
          </Button>
        </form>
      </div>
      {mails.length === 0 ? <EmptyState title={t("empty")} /> : null}
      {mails.map(({ id, to, subject, text, createdAt }) => (
        <Card key={id}>
          <CardHeader>
            <CardTitle className="break-words">{subject}</CardTitle>
            <CardDescription className="break-words">
              {t("to", { to })} ·{" "}
              <time dateTime={createdAt.toISOString()}>
                {format.dateTime(createdAt, { dateStyle: "medium", timeStyle: "short" })}
              </time>
            </CardDescription>
          </CardHeader>
          <CardContent>
            <MailText text={text} />
          </CardContent>
        </Card>
      ))}
    </main>
  );
}
