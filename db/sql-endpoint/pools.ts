import pg from "pg";

/** Postgres text as it came: the driver at the other end parses by type itself. */
const AS_TEXT = { getTypeParser: () => (value: string) => value };

const POOLS_MAX = 64;

export interface Pools {
  /** A pool for this login; the least recently used one is closed when there are too many. */
  of(connectionString: string): pg.Pool;
  close(): Promise<void>;
}

/** One bounded pool for each login, so that every statement runs as the role that sent it. */
export function openPools(connectionsMax: number): Pools {
  const pools = new Map<string, pg.Pool>();

  function open(connectionString: string): pg.Pool {
    // Pipelined: a whole batch goes out at once instead of one round trip for each statement.
    const pool = new pg.Pool({
      connectionString,
      max: connectionsMax,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      types: AS_TEXT,
      pipeline: true,
    } as pg.PoolConfig);
    // An idle connection that Postgres ended is replaced by the next request.
    pool.on("error", () => undefined);
    return pool;
  }

  return {
    of(connectionString) {
      const pool = pools.get(connectionString) ?? open(connectionString);
      pools.delete(connectionString);
      pools.set(connectionString, pool);
      if (pools.size > POOLS_MAX) {
        const [oldest] = pools.entries();
        if (oldest) {
          pools.delete(oldest[0]);
          void oldest[1].end().catch(() => undefined);
        }
      }
      return pool;
    },
    async close() {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map((pool) => pool.end().catch(() => undefined)));
    },
  };
}
