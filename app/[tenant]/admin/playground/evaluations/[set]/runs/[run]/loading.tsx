import { FactsShape, PartLoading, TableShape, TextShape } from "@/components/admin/admin-loading";

export default function EvaluationRunLoading() {
  return (
    <PartLoading>
      <TextShape />
      <FactsShape facts={8} />
      <TableShape rows={6} lines={2} />
    </PartLoading>
  );
}
