"use client";

import { Download, Search, Wrench } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { PagedTable } from "@/components/admin/paged-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { CursorPager } from "@/components/ui/pager";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { RUN_STATUSES } from "@/lib/tools/core/limits";
import type { CallsPlace } from "@/lib/tools/protocol";
import { useCallColumns } from "./call-columns";
import { ToolViews } from "./tool-views";
import { WaitingCalls } from "./waiting-calls";

const ANY = "any";

/** Calls that wait for a decision, then all of them, newest first; the state and the page are in the address. */
export function CallsScreen({ slug, place, nowMs }: { slug: string; place: CallsPlace; nowMs: number }) {
  const t = useTranslations("tools.log");
  const columns = useCallColumns();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const { status, calls, newest, older, waiting, moreWaiting } = place;
  const path = `/${slug}/admin/tools/calls`;
  const show = (state: string) =>
    startTransition(() => router.push(`${path}${queryOf({ status: state === ANY ? "" : state })}`));
  const ofState = { status: status ?? "" };
  return (
    <>
      <ToolViews slug={slug} here="calls" waiting={waiting.length} />
      <WaitingCalls slug={slug} calls={waiting} more={moreWaiting} nowMs={nowMs} />
      <section aria-labelledby="tool-calls" aria-busy={pending || undefined} className="flex flex-col gap-3">
        <h2 id="tool-calls" className="text-base font-semibold">
          {t("any")}
        </h2>
        <PagedTable
          top
          title={t("title")}
          filter={
            <Field label={t("filter")}>
              <Select value={status ?? ANY} onValueChange={show}>
                <SelectTrigger className="w-40">
                  <SelectValue />
                </SelectTrigger>
                <SelectContent>
                  <SelectItem value={ANY}>{t("any")}</SelectItem>
                  {RUN_STATUSES.map((one) => (
                    <SelectItem key={one} value={one}>
                      {t(`states.${one}`)}
                    </SelectItem>
                  ))}
                </SelectContent>
              </Select>
            </Field>
          }
          acts={
            <Button asChild variant="outline" size="sm">
              <a href={`/api/t/${slug}/tools/runs/export${queryOf(ofState)}`} download>
                <Download aria-hidden />
                {t("csv")}
              </a>
            </Button>
          }
          columns={columns}
          order={{ sort: "when", down: true }}
          rows={calls}
          keyOf={({ run }) => run.id}
          rowSlot="tool-call"
          empty={
            <EmptyState
              icon={status === null ? Wrench : Search}
              title={t(status === null ? "empty" : "noMatch")}
              className="px-0"
            >
              {t(status === null ? "emptyBody" : "noMatchBody")}
            </EmptyState>
          }
          pager={
            <CursorPager
              label={t("pages")}
              newest={newest ? null : `${path}${queryOf(ofState)}`}
              older={older === null ? null : `${path}${queryOf({ ...ofState, before: older })}`}
            />
          }
        />
      </section>
    </>
  );
}

/** What is anything is left out, so that the plain log has the plain address. */
function queryOf(wish: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(wish).filter(([, value]) => value !== ""));
  return query.size > 0 ? `?${query}` : "";
}
