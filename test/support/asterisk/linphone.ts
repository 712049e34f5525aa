/** A softphone of somebody else's: linphonec, with one account, which plays a tone into each call that it picks up. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passes, until } from '../sip/until.ts';
import { type Baresip, samplesOf, tone } from './baresip.ts';

export interface LinphoneOptions {
  readonly user: string;
  readonly password: string;
  /** Address and port. */
  readonly server: string;
  readonly hertz: number;
  /** Picks up by itself. Default: yes */
  readonly picksUp?: boolean;
  /**
   * SIP over TLS, whatever the server's certificate, and SRTP with every call. Asterisk asks for a certificate of the phone's
   * that it does not check, and linphonec would ask its user for one: so it has one.
   */
  readonly encrypted?: { readonly certificate: string; readonly key: string };
  /** As `codec list` numbers them: these are switched off. */
  readonly codecsOff?: readonly number[];
  /** More lines of its file of settings, by section. */
  readonly settings?: Readonly<Record<string, readonly string[]>>;
}

/** All of its codecs that are on by default, but opus. */
export const allButOpus: readonly number[] = [1, 2, 3, 4, 7];

export async function startLinphone(options: LinphoneOptions): Promise<Baresip> {
  const { user, password, server, hertz, picksUp = true, encrypted, codecsOff = [] } = options;
  const home = await mkdtemp(join(tmpdir(), 'cordboard-linphone-'));
  const sound = join(home, 'tone.wav');
  // It does not resample what it plays.
  await writeFile(sound, tone(hertz, 30, codecsOff === allButOpus ? 48_000 : 8000));
  await mkdir(join(home, '.local', 'share', 'linphone'), { recursive: true });
  await writeFile(join(home, 'rc'), settingsFile(options));
  const process = spawn('linphonec', ['-c', join(home, 'rc'), ...(picksUp ? ['-a'] : [])], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: '/usr/bin:/bin', HOME: home },
  });
  const exited = new Promise<void>((resolve) => process.once('exit', () => resolve()));
  let said = '';
  for (const stream of [process.stdout, process.stderr])
    stream.on('data', (data: Buffer) => (said += data.toString()));
  const types = (command: string): void => void process.stdin.write(`${command}\n`);
  const isReady = async (): Promise<void> => {
    // What is typed before the prompt is lost.
    await until('linphonec is ready', () => said.includes('linphonec>'), { otherwise: () => said });
    types('soundcard use files');
    types(`play ${sound}`);
    types(`record ${join(home, 'heard.wav')}`);
    for (const codec of codecsOff) types(`codec disable ${codec}`);
    // Over TLS by its file of settings: the command knows no transport.
    if (encrypted === undefined) types(`register sip:${user}@${server} sip:${server} ${password}`);
    await isRegistered(types, () => said);
  };
  await isReady().catch(async (error: unknown) => {
    process.kill('SIGKILL');
    await exited;
    await rm(home, { recursive: true, force: true });
    throw error;
  });
  return {
    said: () => said.slice(-3000),
    types,
    heard: async () => await samplesOf([join(home, 'heard.wav')]),
    kill: () => void process.kill('SIGKILL'),
    close: async () => {
      process.kill('SIGTERM');
      const late = setTimeout(() => process.kill('SIGKILL'), 3000);
      await exited;
      clearTimeout(late);
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** It says so when asked only. */
async function isRegistered(types: (command: string) => void, said: () => string): Promise<void> {
  for (let tries = 0; tries < 20 && !said().includes('registered, identity'); tries++) {
    types('status register');
    await passes(500);
  }
  if (!said().includes('registered, identity')) throw new Error(`linphonec is not registered: ${said()}`);
}

/** Any port; no video, no network probes. */
function settingsFile({ user, password, server, encrypted, settings = {} }: LinphoneOptions): string {
  const secure = encrypted && [
    'sip_tls_port=-1',
    `client_cert_chain=${encrypted.certificate}`,
    `client_cert_key=${encrypted.key}`,
    // Without it, it registers all the same and says that it is not.
    'default_proxy=0',
    'media_encryption=srtp',
    'media_encryption_mandatory=1',
    'verify_server_certs=0',
    'verify_server_cn=0',
  ];
  const sections: Record<string, readonly string[]> = {
    sip: ['sip_port=-1', 'sip_tcp_port=0', ...(secure ?? []), ...(settings['sip'] ?? [])],
    net: ['mtu=1300', ...(settings['net'] ?? [])],
    ...(encrypted && {
      proxy_0: [
        `reg_proxy=<sip:${server};transport=tls>`,
        `reg_identity=sip:${user}@${server}`,
        'reg_expires=60',
        'reg_sendregister=1',
      ],
      auth_info_0: [`username=${user}`, `passwd=${password}`, 'realm=asterisk'],
    }),
    ...Object.fromEntries(Object.entries(settings).filter(([name]) => name !== 'sip' && name !== 'net')),
  };
  return Object.entries(sections)
    .map(([name, lines]) => `[${name}]\n${lines.join('\n')}\n`)
    .join('');
}
