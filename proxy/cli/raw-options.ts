/** Options as text, from flags or from the configuration file. */
export interface RawOptions {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  /** Null for one that could not be read. */
  readonly tap?: readonly (RawTap | null)[] | undefined;
  readonly connectTo?: readonly string[] | undefined;
  readonly upstreamInsecure?: boolean | undefined;
  readonly upstreamCa?: string | undefined;
  readonly session?: string | undefined;
  readonly memoryLimit?: string | undefined;
  readonly bodyLimit?: string | undefined;
}

/** `NAME=PORT:TARGET`, or its parts. */
export type RawTap =
  | string
  | {
      readonly name: string;
      readonly port: number;
      readonly target: string;
      readonly listen?: string | undefined;
    };

/** The token is no matter for a file that others may read. */
export type ServeFlags = RawOptions & { readonly config?: string | undefined; readonly token?: string | undefined };
