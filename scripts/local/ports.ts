import { createServer } from "node:net";
import { PlainError } from "./plain-error";

/**
 * Answers the wanted port, or a free one for 0.
 * @throws PlainError when it is taken or not ours to open.
 */
export async function claimPort(wanted: number): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        new PlainError(
          error.code === "EACCES"
            ? `Port ${wanted} may not be opened by this user: choose one above 1023 with --port.`
            : `Port ${wanted} is taken by another program: choose another with --port, for instance --port ${wanted + 1}.`,
        ),
      );
    });
    server.listen({ port: wanted, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : wanted;
      server.close(() => resolve(port));
    });
  });
}
