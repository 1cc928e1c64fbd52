import type {
  LanguageModelV4CallOptions,
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4TextPart,
} from "@ai-sdk/provider";
import type { ChatMessage, ChatRequest } from "../protocol";
import type { ModelEntry } from "./model";
import { isLoose, plainContent } from "./normalise";
import { thinkingLevel } from "./thinking";

/** A chat request as an AI SDK model takes it. */
export function callOptions(request: ChatRequest, model: ModelEntry, signal: AbortSignal): LanguageModelV4CallOptions {
  const most = request.max_completion_tokens ?? request.max_tokens ?? model.outputTokensMax;
  const level = thinkingLevel(request.reasoning_effort ?? null, model.thinking);
  const tools = request.tools?.map(({ function: { name, description, parameters, strict } }) => ({
    type: "function" as const,
    name,
    ...(description === undefined ? {} : { description }),
    inputSchema: parameters ?? { type: "object", properties: {} },
    ...(strict === true ? { strict } : {}),
  }));
  return {
    prompt: promptOf(request.messages),
    maxOutputTokens: Math.min(most, model.outputTokensMax),
    ...given("temperature", request.temperature),
    ...given("topP", request.top_p),
    ...given("frequencyPenalty", request.frequency_penalty),
    ...given("presencePenalty", request.presence_penalty),
    ...given("seed", request.seed),
    ...given("stopSequences", typeof request.stop === "string" ? [request.stop] : request.stop),
    ...given("responseFormat", formatOf(request.response_format)),
    ...given("reasoning", level ?? undefined),
    ...(tools && tools.length > 0 ? { tools, toolChoice: toolChoiceOf(request.tool_choice) } : {}),
    abortSignal: signal,
  };
}

/** Names of the calls are looked up in what was said before: a tool's message has only the call's id. */
function promptOf(messages: readonly ChatMessage[]): LanguageModelV4Message[] {
  const names = new Map<string, string>();
  return messages.map((message): LanguageModelV4Message => {
    switch (message.role) {
      case "system":
      case "developer":
        return { role: "system", content: plainContent(message.content) ?? "" };
      case "user":
        return { role: "user", content: userParts(message.content) };
      case "assistant": {
        const text = plainContent(message.content) ?? "";
        const calls = (message.tool_calls ?? []).map(({ id, function: fn }) => {
          names.set(id, fn.name);
          return { type: "tool-call" as const, toolCallId: id, toolName: fn.name, input: parsed(fn.arguments) };
        });
        return { role: "assistant", content: [...(text === "" ? [] : [{ type: "text" as const, text }]), ...calls] };
      }
      case "tool": {
        const toolCallId = message.tool_call_id;
        const output = { type: "text" as const, value: plainContent(message.content) ?? "" };
        return {
          role: "tool",
          content: [{ type: "tool-result", toolCallId, toolName: names.get(toolCallId) ?? "tool", output }],
        };
      }
      default:
        return message satisfies never;
    }
  });
}

function userParts(
  content: Extract<ChatMessage, { role: "user" }>["content"],
): (LanguageModelV4TextPart | LanguageModelV4FilePart)[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.flatMap((part): (LanguageModelV4TextPart | LanguageModelV4FilePart)[] => {
    switch (part.type) {
      case "text":
        return [{ type: "text", text: part.text }];
      case "image_url":
        return [filePart(part.image_url.url, "image/*")];
      case "input_audio":
        return [
          {
            type: "file",
            mediaType: `audio/${part.input_audio.format}`,
            data: { type: "data", data: part.input_audio.data },
          },
        ];
      case "file": {
        const data = part.file.file_data;
        return typeof data === "string" ? [filePart(data, "application/pdf")] : [];
      }
      default:
        return part satisfies never;
    }
  });
}

function filePart(url: string, mediaType: string): LanguageModelV4FilePart {
  const inline = /^data:([^;,]+);base64,(.*)$/s.exec(url);
  if (inline) return { type: "file", mediaType: inline[1] ?? mediaType, data: { type: "data", data: inline[2] ?? "" } };
  return { type: "file", mediaType, data: { type: "url", url: new URL(url) } };
}

function toolChoiceOf(choice: ChatRequest["tool_choice"]): NonNullable<LanguageModelV4CallOptions["toolChoice"]> {
  if (choice === undefined) return { type: "auto" };
  return typeof choice === "string" ? { type: choice } : { type: "tool", toolName: choice.function.name };
}

function formatOf(format: ChatRequest["response_format"]): LanguageModelV4CallOptions["responseFormat"] {
  if (format === undefined || format.type === "text") return undefined;
  if (format.type === "json_object") return { type: "json" };
  const { name, description, schema } = format.json_schema;
  return { type: "json", name, ...given("description", description), ...given("schema", schema) };
}

function given<N extends string, T>(name: N, value: T | null | undefined): { [K in N]?: T } {
  return value === null || value === undefined ? {} : ({ [name]: value } as { [K in N]?: T });
}

/** Arguments as a model wrote them: what does not parse stays a string. */
function parsed(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    const value = JSON.parse(text) as unknown;
    return isLoose(value) ? value : { value };
  } catch {
    return { value: text };
  }
}
