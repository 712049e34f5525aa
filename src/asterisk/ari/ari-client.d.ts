/** What Cordboard uses of the library; `@types/ari-client` ends at ARI 18, and knows nothing of what lies below. */
declare module 'ari-client' {
  import type { EventEmitter } from 'node:events';

  /** What came back over HTTP; the library's own wrapper keeps the text of an error, and throws its status away. */
  export interface SwaggerResponse {
    readonly status: number;
    readonly data?: string | Buffer;
  }

  export type SwaggerOperation = (
    parameters: Record<string, unknown>,
    succeeded: (response: SwaggerResponse) => void,
    failed: (response: SwaggerResponse) => void,
  ) => void;

  /** The part of a ws 6 socket that is used. */
  export interface Socket extends EventEmitter {
    terminate(): void;
  }

  export interface Client extends EventEmitter {
    start(application: string): PromiseLike<void>;
    readonly _ws?: Socket;
    readonly _swagger: { readonly apis: Record<string, Record<string, SwaggerOperation> | undefined> };
  }

  const library: { connect(url: string, user: string, password: string): PromiseLike<Client> };
  export default library;
}
