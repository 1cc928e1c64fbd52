import * as z from "zod/mini";

/** An error as it stands in the log: words of ours, ids and hashes, nothing that anybody wrote. */
export const errorLine = z.catchall(
  z.object({ event: z.string().check(z.maxLength(100)) }),
  z.union([z.string().check(z.maxLength(1_000)), z.number(), z.boolean(), z.null()]),
);

export type ErrorLine = { event: string } & Record<string, string | number | boolean | null | undefined>;
