import { OPERATOR_TOKEN_PREFIX } from "../protocol";

const SHAPE = new RegExp(`^${OPERATOR_TOKEN_PREFIX}[A-Za-z0-9_-]{43}$`);

/** True for what may be a token at all: nothing else is looked up. */
export function isOperatorToken(text: string): boolean {
  return SHAPE.test(text);
}

/** The token of 32 random bytes. */
export function operatorTokenOf(random: Uint8Array): string {
  const text = btoa(String.fromCharCode(...random));
  return `${OPERATOR_TOKEN_PREFIX}${text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}
