// What the adapter for Node uses of it: the package has no dependency on Node's types. Whoever uses the adapter has the real ones.

declare module "node:http" {
  export interface IncomingMessage {
    readonly method?: string | undefined;
    readonly url?: string | undefined;
    readonly headers: Readonly<Record<string, string | string[] | undefined>> & { readonly "content-length"?: string };
    /** Names and values in turn, as they came. */
    readonly rawHeaders: readonly string[];
    /** Of an answer. */
    readonly statusCode?: number | undefined;
    readonly statusMessage?: string | undefined;
    /** Whether the whole request has come. */
    readonly complete: boolean;
    /** Whether somebody has read of its body. */
    readonly readableDidRead: boolean;
    on(event: "data", listener: (chunk: Uint8Array) => void): this;
    on(event: "end" | "close" | "error", listener: () => void): this;
    off(event: "data", listener: (chunk: Uint8Array) => void): this;
    off(event: "end" | "close", listener: () => void): this;
    resume(): this;
    pause(): this;
    pipe<Into>(into: Into): Into;
    unpipe(): this;
  }
  export interface ServerResponse {
    readonly destroyed: boolean;
    shouldKeepAlive: boolean;
    appendHeader(name: string, value: string): this;
    destroy(error?: Error): this;
    readonly headersSent: boolean;
    writeHead(status: number, headers: readonly string[]): this;
    write(chunk: Uint8Array): boolean;
    end(): this;
    on(event: "close", listener: () => void): this;
    once(event: "drain", listener: () => void): this;
    off(event: "close", listener: () => void): this;
  }
  /** A connection that was given away. */
  export interface Duplex {
    readonly destroyed: boolean;
    on(event: "close" | "error", listener: () => void): this;
    write(chunk: string | Uint8Array, encoding?: string): boolean;
    end(chunk?: Uint8Array): this;
    destroy(): this;
    pipe<Into>(into: Into): Into;
  }
  /** Node's `ClientRequest`. */
  export interface OutgoingRequest {
    /** Whether it went over a connection that was kept. */
    readonly reusedSocket: boolean;
    on(event: "response", listener: (answer: IncomingMessage) => void): this;
    on(event: "upgrade", listener: (answer: IncomingMessage, socket: Duplex, first: Uint8Array) => void): this;
    on(event: "error", listener: () => void): this;
    end(): this;
    destroy(): this;
  }
  export class Agent {
    constructor(options: object);
    getName(options: object): string;
    destroy(): void;
  }
  export function request(options: object): OutgoingRequest;
  export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;
}

declare module "node:https" {
  import type { OutgoingRequest } from "node:http";
  export class Agent {
    constructor(options: object);
    getName(options: object): string;
    destroy(): void;
  }
  export function request(options: object): OutgoingRequest;
}

declare module "node:buffer" {
  export interface Buffer extends Uint8Array {
    toString(encoding?: "base64url"): string;
  }
  export const Buffer: { from(text: string): Buffer };
}

declare module "node:crypto" {
  import type { Buffer } from "node:buffer";
  export interface KeyObject {}
  export function createPrivateKey(given: { readonly key: JsonWebKey; readonly format: "jwk" }): KeyObject;
  export interface Hash {
    update(octets: Uint8Array): Hash;
    digest(encoding: "base64"): string;
  }
  export function createHash(name: "sha256"): Hash;
  export function sign(hash: "sha256", message: Uint8Array, options: { readonly key: KeyObject; readonly dsaEncoding: string }): Buffer;
}

/** The library's types name them; nothing of HTTP/2 is used. */
declare module "node:http2" {
  export interface Http2ServerRequest {}
  export interface Http2ServerResponse {}
}
