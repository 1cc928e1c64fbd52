import { CardsShape } from "@/components/admin/admin-loading";

/** Below the assistant's name and tabs, which stay. */
export default function ProjectLoading() {
  return (
    <div aria-busy className="flex flex-col gap-6">
      <CardsShape cards={3} />
    </div>
  );
}
