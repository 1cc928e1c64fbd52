/** Of lib/assistant/protocol.ts, from where the panel takes types only; limits.test.ts compares them. */
export const MESSAGE_MAX = 2_000;
