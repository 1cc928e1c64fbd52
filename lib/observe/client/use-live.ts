import { useEffect, useRef, useState } from "react";
import { send } from "@/lib/access/client/send";
import type { LiveView } from "../protocol";

const EVERY_MS = 3_000;
/** After a request that failed. */
const AGAIN_MS = 6_000;

export type LiveState = "live" | "paused" | "stale";

/**
 * The live view, asked for again while somebody looks at the page: not while it is hidden, and never two requests at a
 * time. What was last heard stays when nobody answers.
 */
export function useLive(slug: string, first: LiveView): { live: LiveView; state: LiveState; retry(): void } {
  const [live, setLive] = useState(first);
  const [state, setState] = useState<LiveState>("live");
  const again = useRef<() => void>(() => undefined);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asking = false;
    let gone = false;
    const ask = async () => {
      clearTimeout(timer);
      if (asking || gone || document.hidden) return;
      asking = true;
      const answer = await send<{ live: LiveView }>("GET", `/api/t/${slug}/live`);
      asking = false;
      if (gone) return;
      if (answer.ok) setLive(answer.data.live);
      setState(document.hidden ? "paused" : answer.ok ? "live" : "stale");
      timer = setTimeout(() => void ask(), answer.ok ? EVERY_MS : AGAIN_MS);
    };
    const turn = () => {
      if (document.hidden) setState("paused");
      else void ask();
    };
    const lost = () => setState("stale");
    const back = () => void ask();
    again.current = back;
    timer = setTimeout(back, EVERY_MS);
    document.addEventListener("visibilitychange", turn);
    window.addEventListener("offline", lost);
    window.addEventListener("online", back);
    return () => {
      gone = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", turn);
      window.removeEventListener("offline", lost);
      window.removeEventListener("online", back);
    };
  }, [slug]);

  return { live, state, retry: () => again.current() };
}
