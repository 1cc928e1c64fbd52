import { APICallError, type LanguageModelV4, UnsupportedFunctionalityError } from "@ai-sdk/provider";
import type { Fault } from "../core/failure";
import { callOptions } from "../core/prompt";
import { readRetryAfter } from "../core/retry";
import type { Upstream } from "./upstream";

const UNSUPPORTED = JSON.stringify({
  error: { message: "The model cannot take a part of this request.", code: "unsupported" },
});

/** A provider that is reached through an AI SDK model: its parts are written anew in OpenAI's language. */
export function sdkUpstream(modelOf: (upstream: string) => LanguageModelV4 | Promise<LanguageModelV4>): Upstream {
  return {
    async open({ model, request, stream, signal }) {
      const language = await modelOf(model.upstream);
      try {
        const options = callOptions(request, model, signal);
        if (!stream) return { kind: "result", result: await language.doGenerate(options) };
        return { kind: "parts", body: (await language.doStream(options)).stream };
      } catch (error) {
        return { kind: "fault", fault: faultOf(error) };
      }
    },
    embed: null,
  };
}

function faultOf(error: unknown): Fault {
  // What the model's language has no word for, and addresses of pictures that are none.
  if (UnsupportedFunctionalityError.isInstance(error) || error instanceof TypeError)
    return { kind: "status", status: 400, body: UNSUPPORTED, retryAfterMs: null };
  if (!APICallError.isInstance(error) || error.statusCode === undefined) return { kind: "network" };
  if (error.statusCode < 400) return { kind: "garbage" };
  const headers = new Headers(error.responseHeaders);
  const retryAfterMs = readRetryAfter(headers, Date.now());
  return { kind: "status", status: error.statusCode, body: error.responseBody ?? "", retryAfterMs };
}
