"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { BulkAct } from "@/components/admin/bulk-act";
import { PagedTable } from "@/components/admin/paged-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Progress } from "@/components/ui/progress";
import type { KnowledgeApi } from "@/lib/knowledge/client/knowledge-api";
import { KNOWLEDGE_LIMITS, type DocumentView } from "@/lib/knowledge/protocol";
import { DeleteDocumentDialog } from "./delete-document-dialog";
import { useDocumentColumns } from "./document-columns";
import type { useDocuments } from "./use-documents";

/** An assistant's documents, newest first, with how far each is; several can be forgotten at once. */
export function DocumentsTable({ api, known }: { api: KnowledgeApi; known: ReturnType<typeof useDocuments> }) {
  const t = useTranslations("knowledge");
  const { list, find, look, refresh, more, isReading } = known;
  const [deleting, setDeleting] = useState<DocumentView | null>(null);
  const columns = useDocumentColumns({ api, nowMs: list.at, onChanged: refresh, onDelete: setDeleting });
  const { counts, documents, next } = list;
  return (
    <section aria-labelledby="documents-title" className="flex flex-col gap-3">
      <h2 id="documents-title" className="text-base font-semibold">
        {t("documents")}
      </h2>
      {isReading ? <Progress aria-label={t("progress")} value={counts.ready + counts.failed} max={counts.all} /> : null}
      <PagedTable
        top
        title={t("documents")}
        filter={
          <Field label={t("find")} labelHidden>
            <Input
              type="search"
              placeholder={t("find")}
              autoComplete="off"
              maxLength={KNOWLEDGE_LIMITS.titleCharsMax}
              value={find}
              onChange={(event) => look(event.target.value)}
              className="w-56"
            />
          </Field>
        }
        told={t("counts", { all: counts.all, ready: counts.ready, failed: counts.failed })}
        columns={columns}
        order={{ sort: "added", down: true }}
        rows={documents}
        keyOf={({ id }) => id}
        rowSlot="document"
        rowStateOf={({ state }) => state}
        bulk={{
          may: () => true,
          nameOf: ({ title }) => title,
          acts: (rows, done) => (
            <BulkAct
              rows={rows}
              label={t("bulk.delete")}
              title={t("bulk.title", { count: rows.length })}
              body={t("bulk.body", { titles: rows.map(({ title }) => title).join(", ") })}
              nameOf={({ title }) => title}
              run={({ id }) => api.remove(id)}
              onDone={() => {
                done();
                void refresh();
              }}
            />
          ),
        }}
        empty={
          <EmptyState icon={Search} title={t("noMatch")} className="px-0">
            {t("noMatchBody")}
          </EmptyState>
        }
        pager={
          next === null ? null : (
            <Button variant="outline" size="sm" className="self-start" onClick={() => void more()}>
              {t("more")}
            </Button>
          )
        }
      />
      {deleting === null ? null : (
        <DeleteDocumentDialog api={api} document={deleting} onDeleted={refresh} onClose={() => setDeleting(null)} />
      )}
    </section>
  );
}
