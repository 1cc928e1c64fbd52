/** `npm run cf:types`: writes the types of both Workers' bindings, and of the runtime. */
import { writeWorkerTypes } from "./checks/worker-types";
import { runMain } from "./local/plain-error";

await runMain(() => writeWorkerTypes());
