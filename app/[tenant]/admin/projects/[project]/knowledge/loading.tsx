import { PartLoading, TableShape } from "@/components/admin/admin-loading";

/** Below the assistant's name and tabs, which stay. */
export default function KnowledgeLoading() {
  return (
    <PartLoading>
      <TableShape />
    </PartLoading>
  );
}
