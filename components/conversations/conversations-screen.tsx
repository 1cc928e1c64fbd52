"use client";

import { Download, MessageSquareText, Search } from "lucide-react";
import { Link } from "@/components/ui/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { PagedTable } from "@/components/admin/paged-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { CursorPager } from "@/components/ui/pager";
import type { ConversationList, ConversationSearch } from "@/lib/conversations/protocol";
import { ConversationFilters } from "./conversation-filters";
import { useConversationColumns } from "./conversation-columns";

/** Conversations of visitors, newest first; what is looked for and where one is are in the address. */
export function ConversationsScreen({
  slug,
  list,
  mayManage,
}: {
  slug: string;
  list: ConversationList;
  /** May make assistants: an empty place shows the way there. */
  mayManage: boolean;
}) {
  const t = useTranslations("conversations");
  const columns = useConversationColumns(slug);
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const { search, projects, conversations, newest, older } = list;
  const path = `/${slug}/admin/conversations`;
  const searched = Object.values(search).some((value) => value !== "");
  const show = (wish: Partial<ConversationSearch>) => startTransition(() => router.push(`${path}${queryOf(wish)}`));
  if (conversations.length === 0 && !searched && newest) {
    return (
      <EmptyState
        icon={MessageSquareText}
        title={t("empty.title")}
        className="p-0 pt-2"
        actions={
          mayManage ? (
            <Button asChild>
              <Link href={`/${slug}/admin/projects`}>{t("empty.action")}</Link>
            </Button>
          ) : undefined
        }
      >
        <p>{t("empty.body")}</p>
        <ol className="mt-2 flex list-decimal flex-col gap-1 ps-4">
          <li>{t("empty.first")}</li>
          <li>{t("empty.second")}</li>
          <li>{t("empty.third")}</li>
        </ol>
      </EmptyState>
    );
  }
  return (
    <section aria-label={t("title")} aria-busy={pending || undefined} className="flex flex-col gap-4">
      <p className="max-w-2xl text-sm text-muted-foreground">{t("about")}</p>
      <ConversationFilters
        key={JSON.stringify(search)}
        search={search}
        projects={projects}
        searched={searched}
        onSearch={show}
      />
      <PagedTable
        top
        title={t("title")}
        acts={
          <Button asChild variant="outline" size="sm">
            <a href={`/api/t/${slug}/conversations/export${queryOf(search)}`} download>
              <Download aria-hidden />
              {t("csv")}
            </a>
          </Button>
        }
        columns={columns}
        order={{ sort: "time", down: true }}
        rows={conversations}
        keyOf={({ id }) => id}
        rowSlot="conversation-row"
        empty={
          <EmptyState icon={Search} title={t("noMatch")} className="px-0">
            {t("noMatchBody")}
          </EmptyState>
        }
        pager={
          <CursorPager
            label={t("pages")}
            newest={newest ? null : `${path}${queryOf(search)}`}
            older={older === null ? null : `${path}${queryOf({ ...search, before: older })}`}
          />
        }
      />
    </section>
  );
}

/** What is anything is left out, so that the plain list has the plain address. */
function queryOf(wish: Partial<ConversationSearch> & { before?: string }): string {
  const query = new URLSearchParams(Object.entries(wish).filter(([, value]) => value !== ""));
  return query.size > 0 ? `?${query}` : "";
}
