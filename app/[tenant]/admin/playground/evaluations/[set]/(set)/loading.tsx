import { ActsShape, PartLoading, TableShape } from "@/components/admin/admin-loading";

export default function EvaluationSetLoading() {
  return (
    <PartLoading>
      <ActsShape acts={4} />
      <TableShape rows={4} lines={2} />
      <TableShape rows={6} lines={2} />
    </PartLoading>
  );
}
