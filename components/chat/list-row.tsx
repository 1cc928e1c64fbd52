import type { ComponentProps } from "react";
import type { Row } from "@/lib/rooms/client/timeline";
import { DayDivider, EdgeRow, NoticeRow, StartRow, UnreadDivider } from "./list-parts";
import { MessageRow } from "./message-row";
import { PendingRow } from "./pending-row";
import { useRoomActions } from "./room-context";

/** One row of the room's list, by what it is. */
export function ListRow({
  row,
  message,
  marked,
  tabStop,
}: {
  row: Row;
  message: ComponentProps<typeof MessageRow>["message"] | null;
  marked: boolean;
  tabStop: boolean;
}) {
  const { loadOlder, loadNewer } = useRoomActions();
  switch (row.kind) {
    case "start":
      return <StartRow />;
    case "edge":
      return <EdgeRow which={row.key} onRetry={() => void (row.key === "older" ? loadOlder() : loadNewer())} />;
    case "day":
      return <DayDivider at={row.at} />;
    case "unread":
      return <UnreadDivider />;
    case "notice":
      return <NoticeRow rowKey={row.key} events={row.events} tabStop={tabStop} />;
    case "message":
      return (
        <MessageRow
          rowKey={row.key}
          message={message ?? row.message}
          head={row.head}
          marked={marked}
          tabStop={tabStop}
        />
      );
    case "pending":
      return <PendingRow rowKey={row.key} send={row.send} head={row.head} tabStop={tabStop} />;
    default:
      return row satisfies never;
  }
}
