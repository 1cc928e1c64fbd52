import { ERROR_CODES, isRetryable, type ErrorCode } from "@/lib/platform/errors";
import type { OpenApiDocument } from "./document";
import { Html, html, prose } from "./html";
import { schemaView, typeOf, type SchemaNode } from "./schema-view";
import { STYLE } from "./style";

interface Operation {
  id: string;
  method: string;
  path: string;
  tag: string;
  summary: string;
  description: string;
  access: string;
  parameters: readonly { name: string; in: string; required?: boolean; schema?: SchemaNode }[];
  body: SchemaNode | null;
  answers: readonly { status: string; description: string; schema: SchemaNode | null; streams: boolean }[];
}

/** The reference as one page without a script: what it shows is read from the document. */
export function docsPage(document: OpenApiDocument, nonce: string): string {
  const operations = operationsOf(document);
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  const server = document.servers?.[0]?.url ?? "";
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${document.info.title}</title>
        <style nonce="${nonce}">
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the reference</a>
        <div class="page">
          <nav aria-label="Reference">
            <strong>${document.info.title}</strong>
            <ul>
              <li><a href="#begin">Begin</a></li>
              <li><a href="#errors">Errors</a></li>
            </ul>
            ${tags.map((tag) => navOf(tag, operations))}
          </nav>
          <main id="main">
            <h1>${document.info.title}</h1>
            <p>${prose(document.info.description ?? "")}</p>
            ${beginning(server)}
            ${tags.map(
              (tag) =>
                html`<section aria-labelledby="tag-${slug(tag)}">
                  <h2 id="tag-${slug(tag)}">${tag}</h2>
                  ${operations.filter((operation) => operation.tag === tag).map(operationView)}
                </section>`,
            )}
            ${errorsTable()}
          </main>
        </div>
      </body>
    </html>`;
  return page.text;
}

function navOf(tag: string, operations: readonly Operation[]): Html {
  return html`<h2>${tag}</h2>
    <ul>
      ${operations
        .filter((operation) => operation.tag === tag)
        .map(({ id, summary }) => html`<li><a href="#${id}">${summary}</a></li>`)}
    </ul>`;
}

function beginning(server: string): Html {
  const call = `curl ${server}/v1/chat/completions \\
  -H "Authorization: Bearer $PARLOR_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"messages": [{"role": "user", "content": "Hello"}]}'`;
  return html`<section aria-labelledby="begin">
    <h2 id="begin">Begin</h2>
    <p>
      Make a key under Administration, API keys. The document behind this page is
      <a href="/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).
    </p>
    <pre tabindex="0" role="region" aria-label="A first call"><code>${call}</code></pre>
  </section>`;
}

function operationView(operation: Operation): Html {
  const { id, method, path, summary, description, access, parameters, body, answers } = operation;
  return html`<article id="${id}" aria-labelledby="${id}-title">
    <h3 id="${id}-title">${summary}</h3>
    <p class="path">
      <code><span class="method">${method}</span> ${path}</code>
      <span class="scope">${accessLine(access)}</span>
    </p>
    ${description ? html`<p>${prose(description)}</p>` : null}
    ${
      parameters.length > 0
        ? html`<h4>Parameters</h4>
            <ul class="members">
              ${parameters.map(
                (one) =>
                  html`<li>
                    <code class="name">${one.name}</code>
                    <span class="type">${one.in}, ${typeOf(one.schema ?? {})}</span>
                    ${one.required ? html`<span class="required">required</span>` : null}
                  </li>`,
              )}
            </ul>`
        : null
    }
    ${
      body
        ? html`<h4>Body</h4>
            ${schemaView(body)}`
        : null
    }
    ${answers.map(
      (answer) =>
        html`<h4>${answer.status === "default" ? "Otherwise" : answer.status}</h4>
          <p>${prose(answer.description)}${answer.streams ? " As JSON, or as text/event-stream." : ""}</p>
          ${answer.schema && answer.status !== "default" ? schemaView(answer.schema) : null}`,
    )}
  </article>`;
}

function accessLine(access: string): Html {
  if (access === "public") return html`no key needed`;
  if (access === "operator") return html`the operator's token`;
  return html`key with the scope <code>${access}</code>`;
}

function errorsTable(): Html {
  const codes = Object.entries(ERROR_CODES) as [ErrorCode, number][];
  return html`<section aria-labelledby="errors">
    <h2 id="errors">Errors</h2>
    <p>
      Every error has the members of OpenAI's, <code>message</code>, <code>type</code>, <code>param</code> and
      <code>code</code>, and of ours, <code>retryable</code> and <code>request_id</code>. A thing that is not the
      caller's is answered like one that does not exist. A provider's own code may stand in <code>code</code>.
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">Status</th>
          <th scope="col">Sending again may help</th>
        </tr>
      </thead>
      <tbody>
        ${codes.map(
          ([code, status]) =>
            html`<tr>
              <td><code>${code}</code></td>
              <td>${status}</td>
              <td>${isRetryable(code) ? "yes" : "no"}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function operationsOf(document: OpenApiDocument): Operation[] {
  const components = document.components?.schemas as Record<string, SchemaNode> | undefined;
  const resolve = (node: SchemaNode | undefined): SchemaNode | null => {
    const name = node?.$ref?.split("/").at(-1);
    return name === undefined ? (node ?? null) : (components?.[name] ?? null);
  };
  return Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, WireOperation>).map(([method, one]) => ({
      id: slug(`${method} ${path}`),
      method,
      path,
      tag: one.tags?.[0] ?? "Other",
      summary: one.summary ?? path,
      description: one.description ?? "",
      access: one["x-parlor-access"] ?? "public",
      parameters: one.parameters ?? [],
      body: resolve(one.requestBody?.content?.["application/json"]?.schema),
      answers: Object.entries(one.responses ?? {}).map(([status, answer]) => ({
        status,
        description: answer.description,
        schema: resolve(answer.content?.["application/json"]?.schema),
        streams: answer.content?.["text/event-stream"] !== undefined,
      })),
    })),
  );
}

interface WireOperation {
  tags?: string[];
  summary?: string;
  description?: string;
  "x-parlor-access"?: string;
  parameters?: Operation["parameters"];
  requestBody?: { content?: Record<string, { schema?: SchemaNode }> };
  responses?: Record<string, { description: string; content?: Record<string, { schema?: SchemaNode }> }>;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
