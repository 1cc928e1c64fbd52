"use client";

import { Bell, BellOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { useDraft } from "@/components/later/use-draft";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { Hint } from "@/components/ui/tooltip";
import type { ThreadView } from "@/lib/rooms/client/room-view";
import { Composer } from "./composer";
import { ComposerClosed } from "./composer-closed";
import { useFollowedStore } from "./followed-threads";
import { useRoom, useRoomActions, useRoomId } from "./room-context";
import { ThreadList } from "./thread-list";

/** One thread: what was said first, the replies, and where one replies. */
export function ThreadPanel({ root, reply, title }: { root: number; reply?: number; title: string }) {
  const t = useTranslations("threads.panel");
  const actions = useRoomActions();
  const thread = useRoom(({ view }) => view.threads.get(root));
  useEffect(() => {
    void actions.openThread(root, reply);
  }, [actions, root, reply]);
  useEffect(() => () => actions.closeThread(root), [actions, root]);
  const room = useRoomId();
  const followed = useFollowedStore();
  const upTo = thread?.upTo ?? 0;
  useEffect(() => followed.note(room, root, upTo), [followed, room, root, upTo]);
  const following = thread?.root ? thread.following : null;
  useEffect(() => {
    if (following !== null) followed.noteFollowing(room, root, following);
  }, [followed, room, root, following]);

  if (thread?.missing) {
    return (
      <EmptyState title={t("missing")}>
        <p>{t("missingBody")}</p>
      </EmptyState>
    );
  }
  if (!thread?.root) {
    return thread?.load === "failed" ? (
      <EmptyState
        role="alert"
        title={t("failed")}
        actions={
          <Button variant="outline" onClick={() => void actions.openThread(root, reply)}>
            {t("retry")}
          </Button>
        }
      >
        <p>{t("failedBody")}</p>
      </EmptyState>
    ) : (
      <ThreadSkeleton />
    );
  }
  return (
    <>
      <ThreadList key={root} thread={thread} reply={reply} />
      <ThreadFoot thread={thread} title={title} />
    </>
  );
}

/** Where one replies, or why one cannot. */
function ThreadFoot({ thread, title }: { thread: ThreadView; title: string }) {
  const t = useTranslations("threads.panel");
  const archived = useRoom(({ view }) => view.meta?.archivedAt != null);
  const [alsoInRoom, setAlsoInRoom] = useState(false);
  const begun = useBegun(thread.seq);
  const id = useId();
  if (archived) {
    return (
      <div className="pt-2">
        <ComposerClosed>{t("archived")}</ComposerClosed>
      </div>
    );
  }
  if (thread.root?.deletedAt !== null && thread.replies.length === 0 && !begun) {
    return (
      <div className="pt-2">
        <ComposerClosed>{t("rootDeleted")}</ComposerClosed>
      </div>
    );
  }
  return (
    <div className="pt-1">
      <Composer
        key={thread.seq}
        title={title}
        thread={{ root: thread.seq, alsoInRoom, onSent: () => setAlsoInRoom(false) }}
      />
      <div className="-mt-1 flex items-start gap-2 px-4 pb-3 text-sm">
        <Checkbox id={id} checked={alsoInRoom} onCheckedChange={(on) => setAlsoInRoom(on === true)} />
        <label htmlFor={id} className="min-w-0 cursor-pointer [overflow-wrap:anywhere]">
          {t("alsoInRoom", { room: title })}
        </label>
      </div>
    </div>
  );
}

/** Whether a reply was begun while the thread was open: the field then stays, whatever becomes of the message. */
function useBegun(root: number): boolean {
  const [draft] = useDraft(useRoomId(), root);
  const [begun, setBegun] = useState(false);
  if (draft !== "" && !begun) setBegun(true);
  return begun;
}

/** Follow or leave the thread of the panel's heading. */
export function FollowButton({ root }: { root: number }) {
  const t = useTranslations("threads.panel");
  const { followThread } = useRoomActions();
  const following = useRoom(({ view }) => view.threads.get(root)?.following ?? null);
  if (following === null) return null;
  const Icon = following ? Bell : BellOff;
  return (
    <Hint text={t(following ? "unfollowHint" : "followHint")}>
      <Button
        variant="ghost"
        size="sm"
        aria-pressed={following}
        className="font-normal text-muted-foreground"
        onClick={() => followThread(root, !following)}
      >
        <Icon aria-hidden />
        {t(following ? "following" : "follow")}
      </Button>
    </Hint>
  );
}

function ThreadSkeleton() {
  const t = useTranslations("threads.panel");
  return (
    <div aria-busy className="flex flex-1 flex-col gap-4 p-4">
      <span className="sr-only" role="status">
        {t("loading")}
      </span>
      {["w-4/5", "w-3/5", "w-2/3"].map((width) => (
        <div key={width} className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-2.5">
          <Skeleton className="size-9 rounded-md" />
          <div className="flex flex-col gap-2 pt-1">
            <Skeleton className="h-3 w-28" />
            <Skeleton className={`h-3.5 ${width}`} />
          </div>
        </div>
      ))}
    </div>
  );
}
