/** How a draft on this device and what the inbox says of it come together. What somebody is typing is never taken away. */

export interface LocalDraft {
  body: string;
  /** The newest version of the inbox that this device knows; 0: none. */
  version: number;
  /** The inbox has not confirmed this text. */
  dirty: boolean;
}

/** The inbox's word: a text, or an empty one for "there is none". */
export interface RemoteDraft {
  body: string;
  version: number;
  /** True when this very device wrote it. */
  mine: boolean;
}

export const NO_DRAFT: LocalDraft = { body: "", version: 0, dirty: false };

/** A key was pressed, or the text was sent (then it is empty). */
export function typed(local: LocalDraft, body: string): LocalDraft {
  return body === local.body ? local : { ...local, body, dirty: true };
}

/**
 * Takes the inbox's word in. Of two versions the later one counts; but a text that is not confirmed yet, or is being
 * typed right now, stays, and goes to the inbox as the newest.
 */
export function mergeDraft(local: LocalDraft, remote: RemoteDraft, typing: boolean): LocalDraft {
  if (remote.version < local.version) return local;
  if (remote.body === local.body) return { body: local.body, version: remote.version, dirty: false };
  const version = remote.version;
  // Sent here, written on elsewhere since: emptying does not win over words. Our own late echo is no such writing.
  if (local.dirty && local.body === "" && !remote.mine && remote.version > local.version) {
    return { body: remote.body, version, dirty: false };
  }
  if (local.dirty) return { ...local, version };
  if (remote.version === local.version) return local;
  // Emptied elsewhere is sent elsewhere: all of it had been confirmed, so nothing of it is taken away.
  return typing && local.body !== "" && remote.body !== ""
    ? { body: local.body, version, dirty: true }
    : { body: remote.body, version, dirty: false };
}
