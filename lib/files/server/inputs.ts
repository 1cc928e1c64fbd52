import * as z from "zod/mini";
import { isUuid } from "@/lib/platform/ids";

export const fileId = z.string().check(z.refine(isUuid, "Expected a lower-case UUID."));
