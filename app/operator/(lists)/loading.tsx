import { getTranslations } from "next-intl/server";
import { CardsShape, FrameShapes, HeadShape } from "@/components/admin/admin-loading";
import { OperatorLoading } from "@/components/operator/operator-loading";

export default async function OperatorOverviewLoading() {
  const t = await getTranslations("operator.overview");
  return (
    <OperatorLoading title={t("title")}>
      <FrameShapes figures={3} columns={3} />
      <div className="flex flex-col gap-2">
        <HeadShape />
        <FrameShapes figures={4} columns={4} />
      </div>
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <CardsShape cards={2} />
      </div>
    </OperatorLoading>
  );
}
