"use client";

import { useFormatter, useTranslations } from "next-intl";
import { minutesShown } from "@/lib/observe/core/board-minutes";
import type { LiveView } from "@/lib/observe/protocol";
import { MinuteChart } from "./minute-chart";
import { useDuration } from "./use-duration";

/** The last quarter of an hour, minute by minute. */
export function LiveCharts({ live }: { live: LiveView }) {
  const t = useTranslations("live");
  const format = useFormatter();
  const duration = useDuration();
  const { meter, board, at } = live;
  const time = (moment: number) => format.dateTime(moment, { timeStyle: "short" });
  const number = (value: number) => format.number(value);
  const calls = meter?.minutes ?? [];
  const minutes = board ? minutesShown(board, at) : [];
  const quiet = t("quiet", { minutes: 15 });
  return (
    <div className="grid grid-cols-2 gap-4 max-lg:grid-cols-1">
      {meter ? (
        <>
          <MinuteChart
            title={t("calls")}
            help={t("callsHelp")}
            labels={calls.map((minute) => time(minute.at))}
            series={[
              { name: t("calls"), values: calls.map((minute) => minute.calls) },
              { name: t("failed"), values: calls.map(({ failed }) => failed) },
            ]}
            write={number}
            quiet={quiet}
          />
          <MinuteChart
            title={t("first")}
            help={t("firstHelp")}
            labels={calls.map((minute) => time(minute.at))}
            series={[
              { name: t("half"), values: calls.map(({ firstToken }) => firstToken.p50) },
              { name: t("p95"), values: calls.map(({ firstToken }) => firstToken.p95) },
            ]}
            write={duration}
            quiet={quiet}
          />
        </>
      ) : null}
      {board ? (
        <>
          <MinuteChart
            title={t("open")}
            help={t("openHelp")}
            labels={minutes.map((minute) => time(minute.at))}
            series={[
              { name: t("devices"), values: minutes.map(({ inbox }) => inbox) },
              { name: t("rooms"), values: minutes.map(({ room }) => room) },
              { name: t("visitors"), values: minutes.map(({ visit }) => visit) },
            ]}
            write={number}
            quiet={quiet}
          />
          <MinuteChart
            title={t("queueChart")}
            help={t("queueHelp")}
            labels={minutes.map((minute) => time(minute.at))}
            series={[{ name: t("queue"), values: minutes.map(({ waiting }) => waiting) }]}
            write={number}
            quiet={quiet}
          />
        </>
      ) : null}
    </div>
  );
}
