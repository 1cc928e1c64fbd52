import { defineRoute } from "@/lib/http/define-route";
import { createKey, createKeyInput } from "@/lib/keys/server/create-key";
import { listKeys, listKeysInput } from "@/lib/keys/server/list-keys";

export const GET = defineRoute({ input: listKeysInput, run: listKeys });
export const POST = defineRoute({ input: createKeyInput, run: createKey, status: 201 });
