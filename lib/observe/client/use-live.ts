import { useCallback, useEffect, useRef, useState } from "react";
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
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const asking = useRef(false);
  const gone = useRef(false);

  const ask = useCallback(async () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    if (asking.current || gone.current || document.hidden) return;
    asking.current = true;
    const answer = await send<{ live: LiveView }>("GET", `/api/t/${slug}/live`);
    asking.current = false;
    if (gone.current) return;
    if (answer.ok) setLive(answer.data.live);
    setState(document.hidden ? "paused" : answer.ok ? "live" : "stale");
    timer.current = setTimeout(() => void ask(), answer.ok ? EVERY_MS : AGAIN_MS);
  }, [slug]);

  useEffect(() => {
    gone.current = false;
    timer.current = setTimeout(() => void ask(), EVERY_MS);
    const turn = () => {
      if (document.hidden) setState("paused");
      else void ask();
    };
    const lost = () => setState("stale");
    const back = () => void ask();
    document.addEventListener("visibilitychange", turn);
    window.addEventListener("offline", lost);
    window.addEventListener("online", back);
    return () => {
      gone.current = true;
      if (timer.current !== null) clearTimeout(timer.current);
      document.removeEventListener("visibilitychange", turn);
      window.removeEventListener("offline", lost);
      window.removeEventListener("online", back);
    };
  }, [ask]);

  return { live, state, retry: () => void ask() };
}
