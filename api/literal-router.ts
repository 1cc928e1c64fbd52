import type { Result, Router } from "hono/router";
import { TrieRouter } from "hono/router/trie-router";

/**
 * Hono's general router, which walks a tree for each call, with what it found for paths without parameters kept: they are
 * the busy ones, and few.
 */
export class LiteralRouter<T> implements Router<T> {
  readonly name = "LiteralRouter";
  private readonly tree = new TrieRouter<T>();
  private readonly literals = new Set<string>();
  private readonly found = new Map<string, Result<T>>();

  add(method: string, path: string, handler: T): void {
    this.tree.add(method, path, handler);
    if (!/[:*]/.test(path)) this.literals.add(path);
    this.found.clear();
  }

  match(method: string, path: string): Result<T> {
    // Methods are the caller's own words, and must not fill the memory.
    if (method !== "POST" && method !== "GET") return this.tree.match(method, path);
    const name = `${method} ${path}`;
    const known = this.found.get(name);
    if (known) return known;
    const result = this.tree.match(method, path);
    if (this.literals.has(path)) this.found.set(name, result);
    return result;
  }
}
