import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RoomsMain } from "@/components/chat/rooms-main";
import { requirePage, type SessionCtx } from "@/lib/access/server/session-ctx";
import { AppError } from "@/lib/platform/errors";
import { isUuid, type RoomId } from "@/lib/platform/ids";
import { getRoom } from "@/lib/rooms/server/get-room";
import { listHistory } from "@/lib/rooms/server/list-history";

type Params = Promise<{ tenant: string; room: string }>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("rooms");
  return { title: t("title") };
}

/** One room, with its newest page of messages, so that nothing has to be waited for. */
export default async function RoomPage({ params }: { params: Params }) {
  const { tenant, room: segment } = await params;
  const ctx = await requirePage(tenant, `/${tenant}/rooms/${segment}`);
  if (!isUuid(segment)) notFound();
  const room = segment as RoomId;
  const known = await orNotFound(getRoom(ctx, { tenant, room }));
  if (known.role === null) return <RoomsMain visiting={known.room} />;
  return <RoomsMain seed={{ room, meta: known.room, page: await newestPage(ctx, tenant, room) }} />;
}

/** Without it the page still works: the room's own socket brings the newest page. */
async function newestPage(ctx: SessionCtx, tenant: string, room: RoomId) {
  try {
    return await listHistory(ctx, { tenant, room });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    return null;
  }
}

async function orNotFound<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
