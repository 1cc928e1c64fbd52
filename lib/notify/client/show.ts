/** Shows one notification of one message in one tab. */
export interface Shown {
  tag: string;
  title: string;
  body: string;
  at: number;
  /** What a click does, besides bringing the page to the front. */
  open(): void;
}

/** Long enough for every tab of the browser to have heard of the message. */
const CLAIM_MS = 10_000;

/**
 * True in one tab of this browser and false in the others. The claim is a lock that is held for a while: whoever comes
 * later does not get it, and a tab that dies gives it back.
 */
export function claim(tag: string, holdMs: number = CLAIM_MS): Promise<boolean> {
  // Without locks each tab shows it, under one tag: the browser puts the one in the other's place.
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    void navigator.locks.request(`parlor.notify.${tag}`, { ifAvailable: true }, async (lock) => {
      resolve(lock !== null);
      if (lock) await new Promise((release) => setTimeout(release, holdMs));
    });
  });
}

/** Shows it by the system. Answers the way to take it away; null where the browser wants a service worker to show it. */
export function show({ tag, title, body, at, open }: Shown): (() => void) | null {
  try {
    const options: NotificationOptions & { timestamp: number } = {
      tag,
      body,
      timestamp: at,
      icon: "/icons/192.png",
      silent: true,
    };
    const notification = new Notification(title, options);
    notification.addEventListener("click", () => {
      window.focus();
      open();
      notification.close();
    });
    return () => notification.close();
  } catch {
    return null;
  }
}

let audio: AudioContext | null = null;

/** Two short soft tones, made here: no file to load. */
export function ring(): void {
  try {
    audio ??= new AudioContext();
    const { currentTime, destination } = audio;
    for (const [at, hertz] of [
      [0, 660],
      [0.12, 880],
    ] as const) {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = hertz;
      volume.gain.setValueAtTime(0.08, currentTime + at);
      volume.gain.exponentialRampToValueAtTime(0.001, currentTime + at + 0.18);
      tone.connect(volume).connect(destination);
      tone.start(currentTime + at);
      tone.stop(currentTime + at + 0.2);
    }
  } catch {
    // No sound on this machine; the notification is there.
  }
}
