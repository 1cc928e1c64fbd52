/** The fake provider in a process of its own, so that its work is nobody else's. Prints its address. */
import { startFakeProvider } from "../../tests/support/fake-provider/start-fake-provider";

const fake = await startFakeProvider({ port: Number(process.argv[2]) });
process.stdout.write(`${fake.url}\n`);
