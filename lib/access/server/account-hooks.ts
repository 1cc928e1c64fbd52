import { APIError } from "better-auth/api";
import { cleanName } from "../core/name";

/** What may be written about an account, whichever of better-auth's ways it comes by. */
export const accountHooks = {
  create: {
    before: async (user: { name: string; image?: string | null | undefined }) => ({
      // A picture would be fetched from wherever it says, by everybody who sees it.
      data: { ...user, name: requireName(user.name), image: null },
    }),
  },
  update: {
    before: async (user: { name?: string; image?: string | null | undefined }) => {
      if (user.image)
        throw new APIError("BAD_REQUEST", { code: "INVALID_IMAGE", message: "Pictures by address are not accepted." });
      return user.name === undefined ? undefined : { data: { ...user, name: requireName(user.name) } };
    },
  },
};

function requireName(text: string): string {
  const name = cleanName(text);
  if (name === null)
    throw new APIError("BAD_REQUEST", { code: "INVALID_NAME", message: "A name has 1 to 80 characters on one line." });
  return name;
}
