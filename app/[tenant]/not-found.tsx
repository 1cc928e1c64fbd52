import { NothingHere } from "@/components/frame/nothing-here";
import { Main } from "@/components/frame/place";

export default function TenantNotFoundPage() {
  return (
    <Main>
      <NothingHere />
    </Main>
  );
}
