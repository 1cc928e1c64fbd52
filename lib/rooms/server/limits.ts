/** How long a verb waits for its change to reach Postgres, so that the lists read from there show it at once. */
export const FLUSH_WAIT_MS = 1_500;

/** Rooms in one page of a list. */
export const ROOMS_PAGE_SIZE = 50;

/** Threads in one page of the list of those one follows. */
export const THREADS_PAGE_SIZE = 30;
