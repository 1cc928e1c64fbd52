import { defineRoute } from "@/lib/http/define-route";
import { listFiles, listFilesInput } from "@/lib/files/server/list-files";
import { startUpload, startUploadInput } from "@/lib/files/server/start-upload";

export const GET = defineRoute({ input: listFilesInput, run: listFiles });
export const POST = defineRoute({ input: startUploadInput, run: startUpload });
