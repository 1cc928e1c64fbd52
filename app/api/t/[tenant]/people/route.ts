import { defineRoute } from "@/lib/http/define-route";
import { listPeople, listPeopleInput } from "@/lib/rooms/server/list-people";

export const GET = defineRoute({ input: listPeopleInput, run: listPeople });
