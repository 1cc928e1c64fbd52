import * as z from "zod";
import { httpToolCreate, mcpAccept, mcpServerCreate } from "@/lib/tools/protocol";
import { createHttpTool, listHttpToolViews, removeHttpTool } from "@/lib/tools/server/manage-http-tools";
import {
  acceptMcpServer,
  checkMcpServer,
  createMcpServer,
  listMcpServerViews,
  removeMcpServer,
} from "@/lib/tools/server/manage-mcp";
import { keyDoor } from "../principal";
import { tableRoute } from "../route";
import { deletedView, httpToolList, httpToolView, mcpOffer, mcpServerList, mcpServerView } from "../session-schemas";
import { actOf, manageDepsOf, repeatId } from "../tool-deps";

const door = keyDoor("tools");
const tag = "Tools";
const id = z.object({ id: z.uuid() });

/** `/v1/tools/http` and `/v1/tools/mcp`: what an organisation adds to the tools there are. */
export const toolSourceRoutes = [
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/tools/http",
      tag,
      summary: "List HTTP tools",
      answers: { 200: { description: "All of them; there are no pages.", schema: httpToolList } },
    },
    async ({ c, who }) => c.json(await listHttpToolViews(manageDepsOf(c, who))),
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/tools/http",
      tag,
      summary: "Add an HTTP tool",
      description: "One request to an address of yours. Values of headers are sealed and never answered.",
      body: httpToolCreate.meta({ id: "HttpToolCreate" }),
      answers: { 201: { description: "The tool.", schema: httpToolView } },
    },
    async ({ c, who, body, bodyText }) => {
      const id = await repeatId(c, who, bodyText);
      return c.json(await createHttpTool(manageDepsOf(c, who), actOf(c, who), body, id), 201);
    },
  ),
  tableRoute(
    door,
    {
      method: "delete",
      path: "/v1/tools/http/{id}",
      tag,
      summary: "Remove an HTTP tool",
      params: id,
      answers: { 200: { description: "It is gone.", schema: deletedView } },
    },
    async ({ c, who, params }) => c.json(await removeHttpTool(manageDepsOf(c, who), actOf(c, who), params.id)),
  ),
  tableRoute(
    door,
    {
      method: "get",
      path: "/v1/tools/mcp",
      tag,
      summary: "List MCP servers",
      answers: { 200: { description: "All of them; there are no pages.", schema: mcpServerList } },
    },
    async ({ c, who }) => c.json(await listMcpServerViews(manageDepsOf(c, who))),
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/tools/mcp",
      tag,
      summary: "Add an MCP server",
      description: "Its tools are read now, and become `name__tool`.",
      body: mcpServerCreate.meta({ id: "McpServerCreate" }),
      answers: { 201: { description: "The server.", schema: mcpServerView } },
    },
    async ({ c, who, body, bodyText }) => {
      const id = await repeatId(c, who, bodyText);
      return c.json(await createMcpServer(manageDepsOf(c, who), actOf(c, who), body, id), 201);
    },
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/tools/mcp/{id}/check",
      tag,
      summary: "Ask an MCP server for its tools",
      description:
        "`offered_fingerprint` is set when they are others than were accepted; `changes` says how they differ.",
      params: id,
      answers: { 200: { description: "The server, and what it offers.", schema: mcpOffer } },
    },
    async ({ c, who, params }) => c.json(await checkMcpServer(manageDepsOf(c, who), params.id)),
  ),
  tableRoute(
    door,
    {
      method: "post",
      path: "/v1/tools/mcp/{id}/accept",
      tag,
      summary: "Accept the tools of an MCP server",
      params: id,
      body: mcpAccept.meta({ id: "McpAccept" }),
      answers: { 200: { description: "The server.", schema: mcpServerView } },
    },
    async ({ c, who, params, body }) =>
      c.json(await acceptMcpServer(manageDepsOf(c, who), actOf(c, who), params.id, body.fingerprint)),
  ),
  tableRoute(
    door,
    {
      method: "delete",
      path: "/v1/tools/mcp/{id}",
      tag,
      summary: "Remove an MCP server",
      params: id,
      answers: { 200: { description: "It is gone.", schema: deletedView } },
    },
    async ({ c, who, params }) => c.json(await removeMcpServer(manageDepsOf(c, who), actOf(c, who), params.id)),
  ),
];
