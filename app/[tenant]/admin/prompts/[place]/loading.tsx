import { CardsShape, PartLoading, TextShape } from "@/components/admin/admin-loading";

export default function PromptLoading() {
  return (
    <PartLoading>
      <TextShape />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <CardsShape cards={2} />
      </div>
    </PartLoading>
  );
}
