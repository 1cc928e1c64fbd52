import { defineRoute } from "@/lib/http/define-route";
import { dropUpload, dropUploadInput } from "@/lib/files/server/drop-upload";
import { linkFile, linkFileInput } from "@/lib/files/server/link-file";

/** Leads to the bytes, so that a page can name a file for good and the address that gives it lives a minute. */
export const GET = defineRoute({ input: linkFileInput, run: linkFile, redirectTo: ({ url }) => url });
export const DELETE = defineRoute({ input: dropUploadInput, run: dropUpload });
