import { useCallback, useEffect, useRef, useState, type Dispatch, type SetStateAction } from "react";

const REREAD_MS = 60_000;

/**
 * A list of the tenant's that came with the page. `freshen` reads it again, at most once a minute, when there is a reason
 * to think it old; so does coming back to the page.
 * @param read memoised; when it fails the old list stays, and the next reason reads it again.
 */
export function useFreshList<T>(
  initial: readonly T[],
  read: () => Promise<readonly T[]>,
): { list: readonly T[]; setList: Dispatch<SetStateAction<readonly T[]>>; freshen(): void } {
  const [list, setList] = useState(initial);
  const readAt = useRef(0);
  const freshen = useCallback(() => {
    if (Date.now() - readAt.current < REREAD_MS) return;
    readAt.current = Date.now();
    read().then(setList, () => undefined);
  }, [read]);
  useEffect(() => {
    const shown = () => document.visibilityState === "visible" && freshen();
    document.addEventListener("visibilitychange", shown);
    return () => document.removeEventListener("visibilitychange", shown);
  }, [freshen]);
  return { list, setList, freshen };
}
