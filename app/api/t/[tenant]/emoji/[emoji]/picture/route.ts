import { defineRoute } from "@/lib/http/define-route";
import { showPicture, showPictureInput } from "@/lib/emoji/server/show-picture";

export const GET = defineRoute({ input: showPictureInput, run: showPicture });
