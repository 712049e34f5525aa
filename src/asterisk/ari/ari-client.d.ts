/** What Cordboard uses of the library; `@types/ari-client` ends at ARI 18, and knows nothing of what lies below. */
declare module 'ari-client' {
  import type { EventEmitter } from 'node:events';

  /** What an operation would send. */
  export interface SwaggerRequest {
    readonly method: string;
    readonly url: string;
    /** With the authorization. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  }

  export type SwaggerOperation = (
    parameters: Record<string, unknown>,
    options: { readonly mock: true },
    succeeded: () => void,
    failed: () => void,
  ) => SwaggerRequest;

  /** The part of a ws 6 socket that is used. */
  export interface Socket extends EventEmitter {
    terminate(): void;
  }

  export interface Client extends EventEmitter {
    start(application: string): PromiseLike<void>;
    readonly _ws?: Socket;
    readonly _swagger: { readonly apis: Record<string, Record<string, SwaggerOperation> | undefined> };
  }

  /** Of `swagger-client`, which builds the requests. */
  export interface Swagger {
    readonly ApiKeyAuthorization: new (name: string, value: string, type: 'header') => object;
    readonly authorizations: { add(name: string, authorization: object): void };
  }

  const library: { connect(url: string, user: string, password: string): PromiseLike<Client> };
  export default library;
}
