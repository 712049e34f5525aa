/** As much of Asterisk's manager interface as the link meets. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export class FakeAmi {
  /** Whole actions, as they came. */
  readonly actions: string[] = [];
  readonly sockets: Socket[] = [];
  /** Actions that get no response. */
  ignores: (action: string) => boolean = () => false;
  /** Actions that it does not know, as while its modules are still being loaded. */
  isUnknown: (action: string) => boolean = () => false;
  refusesLogin = false;
  readonly #server: Server;
  #port = 0;

  static async open(): Promise<FakeAmi> {
    const fake = new FakeAmi();
    await fake.listen();
    return fake;
  }

  private constructor() {
    this.#server = createServer((socket) => {
      this.sockets.push(socket);
      socket.write('Asterisk Call Manager/11.0.0\r\n');
      let unread = '';
      socket.on('data', (data) => {
        unread += data.toString('utf8');
        const whole = unread.split('\r\n\r\n');
        unread = whole.pop() ?? '';
        for (const action of whole) this.#serve(socket, action);
      });
      socket.on('error', () => socket.destroy());
    });
  }

  get access() {
    return { host: '127.0.0.1', port: this.#port, user: 'cordboard', password: 'secret' };
  }

  async listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  says(text: string): void {
    this.sockets.at(-1)?.write(text);
  }

  named(name: string): readonly string[] {
    return this.actions.filter((action) => new RegExp(`^Action: ${name}$`, 'im').test(action));
  }

  #serve(socket: Socket, action: string): void {
    this.actions.push(action);
    if (this.ignores(action)) return;
    const id = /^ActionID: (.*)$/im.exec(action)?.[1] ?? '';
    const refused = (/^Action: login$/im.test(action) && this.refusesLogin) || this.isUnknown(action);
    socket.write(`Response: ${refused ? 'Error' : 'Success'}\r\nActionID: ${id}\r\n\r\n`);
  }
}
