// What workerd offers beyond the web platform, as far as this Worker uses it.
declare module "cloudflare:workers" {
  export const env: object;
}

interface D1Statement {
  bind(...values: unknown[]): D1Statement;
  first<Row>(): Promise<Row | null>;
  all<Row>(): Promise<{ results: Row[] }>;
  run(): Promise<unknown>;
}

interface D1Database {
  prepare(sql: string): D1Statement;
  /** One transaction: all of them, or none and a throw. */
  batch<Row>(statements: D1Statement[]): Promise<{ results: Row[] }[]>;
}
