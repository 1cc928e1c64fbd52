import { getTranslations } from "next-intl/server";
import { AdminLoading, CardsShape, ChartShape, FrameShapes, HeadShape } from "@/components/admin/admin-loading";

const FIGURES = 8;
const CHARTS = 4;

/** The shape of what comes: figures, how long calls took, charts. */
export default async function LiveLoading() {
  const t = await getTranslations("live");
  return (
    <AdminLoading title={t("title")}>
      <HeadShape />
      <div className="flex flex-col gap-4">
        <FrameShapes figures={FIGURES} columns={4} />
        <CardsShape cards={1} />
        <div className="grid grid-cols-2 gap-4 max-lg:grid-cols-1">
          {Array.from({ length: CHARTS }, (_, chart) => (
            <ChartShape key={chart} />
          ))}
        </div>
      </div>
    </AdminLoading>
  );
}
