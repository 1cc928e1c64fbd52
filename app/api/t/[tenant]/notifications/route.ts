import { defineRoute } from "@/lib/http/define-route";
import { changeNotifications, changeNotificationsInput } from "@/lib/notify/server/change-notifications";
import { getNotifications, getNotificationsInput } from "@/lib/notify/server/get-notifications";

export const GET = defineRoute({ input: getNotificationsInput, run: getNotifications });
export const PATCH = defineRoute({ input: changeNotificationsInput, run: changeNotifications });
