import { CardsShape, PartLoading } from "@/components/admin/admin-loading";

export default function OperatorTenantLoading() {
  return (
    <PartLoading>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <CardsShape cards={3} />
      </div>
    </PartLoading>
  );
}
