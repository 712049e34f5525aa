/** What Cordboard uses of the library, which brings no types. */
declare module 'asterisk-manager' {
  export type Fields = Readonly<Record<string, unknown>>;

  export interface Manager {
    options: { port?: number; host: string; username: string; password: string; events: boolean };
    connect(port: number, host: string): void;
    login(done: (error?: unknown) => void): void;
    /** Returns the id under which the response is emitted. */
    action(
      fields: Record<string, string>,
      done: (error: Fields | undefined, response: Fields) => void,
    ): string;
    disconnect(): void;
    on(event: string, listener: (fields: Fields) => void): void;
    removeListener(event: string, listener: (...given: never[]) => void): void;
    removeAllListeners(): void;
  }

  const Manager: new (
    port: number | undefined,
    host: string,
    username: string,
    password: string,
    events: boolean,
  ) => Manager;
  export default Manager;
}
