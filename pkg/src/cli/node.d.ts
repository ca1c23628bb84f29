// What the commands use of Node: the package has no dependency on Node's types.

declare module "node:process" {
  interface Output {
    write(text: string): void;
  }
  const process: {
    readonly argv: readonly string[];
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly stdout: Output;
    readonly stderr: Output;
    exitCode: number;
  };
  export default process;
}

declare module "node:fs/promises" {
  export function readFile(path: string, encoding: "utf8"): Promise<string>;
  export function writeFile(path: string, text: string, options?: { flag: "wx"; mode: number }): Promise<void>;
  export function mkdir(path: string, options: { recursive: true }): Promise<unknown>;
}

declare module "node:util" {
  type Option = { readonly type: "string" | "boolean" };
  type Values<T extends Record<string, Option>> = { [Name in keyof T]?: T[Name]["type"] extends "boolean" ? boolean : string };
  export function parseArgs<const T extends Record<string, Option>>(config: {
    readonly args: readonly string[];
    readonly options: T;
    readonly strict: true;
    readonly allowPositionals: false;
  }): { values: Values<T> };
}
