import { handleAuth } from "@/lib/access/server/handle-auth";
import { webRuntime } from "@/lib/access/server/web-bindings";

const handler = (request: Request) => handleAuth(request, webRuntime());

export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT };
