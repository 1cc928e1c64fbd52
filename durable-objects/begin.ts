/**
 * Imported first by the Worker. What a dynamic import reaches is made lazy by the bundler: the provider of Workers AI
 * reaches the AI SDK, and that `zod/mini`, whose beginning is then forgotten for our own schemas. They are made while
 * their modules load, so it must have begun before.
 */
import { config } from "zod/v4/mini";
import { tellErrorsTo } from "@/lib/platform/log";
import { reportError } from "./error-hook";

config({});

tellErrorsTo(reportError);
