// What the adapter for Node uses of it: the package has no dependency on Node's types. Whoever uses the adapter has the real ones.

declare module "node:http" {
  export interface IncomingMessage {
    readonly method?: string | undefined;
    readonly url?: string | undefined;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    /** Whether the whole request has come. */
    readonly complete: boolean;
    /** Whether somebody has read of its body. */
    readonly readableDidRead: boolean;
    on(event: "data", listener: (chunk: Uint8Array) => void): this;
    on(event: "end" | "close", listener: () => void): this;
    off(event: "data", listener: (chunk: Uint8Array) => void): this;
    off(event: "end" | "close", listener: () => void): this;
    resume(): this;
    pause(): this;
  }
  export interface ServerResponse {
    readonly destroyed: boolean;
    shouldKeepAlive: boolean;
    appendHeader(name: string, value: string): this;
    destroy(error?: Error): this;
  }
  export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;
}

/** The library's types name them; nothing of HTTP/2 is used. */
declare module "node:http2" {
  export interface Http2ServerRequest {}
  export interface Http2ServerResponse {}
}
