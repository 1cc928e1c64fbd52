import { CardsShape, PartLoading } from "@/components/admin/admin-loading";

/** Below the assistant's name and tabs, which stay. */
export default function ProjectLoading() {
  return (
    <PartLoading>
      <CardsShape cards={3} />
    </PartLoading>
  );
}
