import * as z from "zod/mini";
import type { Ctx } from "@/lib/access/ctx";
import { AppError } from "@/lib/platform/errors";
import type { SUBPROTOCOL } from "../protocol";

export interface SocketTicket {
  /** Goes into the second subprotocol as `ticket.<ticket>`, never into a URL. */
  ticket: string;
  url: string;
  protocol: typeof SUBPROTOCOL;
}

/** Chosen by the client and kept by it, so that several sockets of one device count as one. */
export const deviceId = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, "Letters, digits, - and _, at most 64."));

/** The absolute socket address: the realtime origin when it is its own (next dev), else the origin the page is on. */
export function socketUrl(ctx: Ctx, path: string): string {
  const origin = ctx.env.REALTIME_ORIGIN ?? ctx.origin ?? ctx.env.appOrigins[0];
  if (origin === undefined) throw new AppError("unavailable", "The installation has no address: APP_ORIGINS is empty.");
  const url = new URL(path, origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
