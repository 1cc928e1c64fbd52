/** Counted as better-auth counts them: UTF-16 units. */
export const PASSWORD_CHARS_MIN = 10;
export const PASSWORD_CHARS_MAX = 128;
