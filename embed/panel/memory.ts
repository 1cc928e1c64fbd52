/** What the panel keeps in the frame's own storage, which browsers keep apart for each host page; else in memory. */
export interface Memory {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
  /** False where the browser refuses: then the host's page is asked to keep the session. */
  lasts: boolean;
}

export function openMemory(prefix: string): Memory {
  const held = new Map<string, string>();
  let lasts = true;
  try {
    localStorage.setItem(`${prefix}:probe`, "1");
    localStorage.removeItem(`${prefix}:probe`);
  } catch {
    lasts = false;
  }
  return {
    lasts,
    get: (key) => (lasts ? localStorage.getItem(`${prefix}:${key}`) : (held.get(key) ?? null)),
    set(key, value) {
      if (value === null) {
        held.delete(key);
        if (lasts) localStorage.removeItem(`${prefix}:${key}`);
        return;
      }
      held.set(key, value);
      try {
        if (lasts) localStorage.setItem(`${prefix}:${key}`, value);
      } catch {
        // Full: it lasts as long as the page.
      }
    },
  };
}
