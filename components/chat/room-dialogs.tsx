"use client";

import { RoomFilesDialog } from "@/components/files/room-files-dialog";
import { MomentDialog } from "@/components/later/moment-dialog";
import { ScheduledDialog } from "@/components/later/scheduled-dialog";
import { AddPeopleDialog } from "./add-people-dialog";
import { BrowseDialog } from "./browse-dialog";
import { ConfirmDialog } from "./confirm-dialog";
import { CreateChannelDialog } from "./create-channel-dialog";
import { DateDialog } from "./date-dialog";
import type { DialogWish } from "./dialogs";
import { EditRoomDialog } from "./edit-room-dialog";
import { MessageDialogs } from "./message-dialogs";
import { NewMessageDialog } from "./new-message-dialog";
import { StatusDialog } from "./status-dialog";

/** The dialog somebody asked for. */
export function RoomDialogs({ wish, onClose }: { wish: DialogWish; onClose: () => void }) {
  switch (wish.kind) {
    case "channel":
      return <CreateChannelDialog onClose={onClose} />;
    case "message":
      return <NewMessageDialog onClose={onClose} />;
    case "browse":
      return <BrowseDialog onClose={onClose} />;
    case "status":
      return <StatusDialog onClose={onClose} />;
    case "date":
      return <DateDialog onPick={wish.onPick} onClose={onClose} />;
    case "files":
      return <RoomFilesDialog wish={wish} onClose={onClose} />;
    case "moment":
      return <MomentDialog what={wish.what} onPick={wish.onPick} onClose={onClose} />;
    case "scheduled":
      return <ScheduledDialog message={wish.message} onClose={onClose} />;
    case "rename":
    case "topic":
      return <EditRoomDialog what={wish.kind} room={wish.room} onClose={onClose} />;
    case "add":
      return <AddPeopleDialog room={wish.room} present={wish.present} onClose={onClose} />;
    case "archive":
    case "leave":
    case "remove":
      return <ConfirmDialog wish={wish} onClose={onClose} />;
    case "forward":
    case "history":
    case "report":
    case "seen":
    case "delete-message":
      return <MessageDialogs wish={wish} onClose={onClose} />;
    default:
      return wish satisfies never;
  }
}
