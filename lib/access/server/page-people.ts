import { cache } from "react";
import { listPeople } from "@/lib/rooms/server/list-people";
import type { SessionCtx } from "./session-ctx";

/** The people a page of this tenant may show, read once for a request: the frame needs their names, and some pages list them. */
export const pagePeople = cache((ctx: SessionCtx) => listPeople(ctx, { tenant: ctx.tenantSlug }));
