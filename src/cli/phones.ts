import { status } from '../contract/status.ts';
import { readCredentials, type SipCredential } from '../settings/credentials.ts';
import { suggestion } from '../shared/nearest.ts';
import { command } from './command.ts';
import { connect, settingsOf } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { type Account, codecs, provisioning, provisioningSchemes } from './provisioning.ts';
import { sipServer } from './sip-server.ts';
import { table } from './terminal/table.ts';
import { clean, paint, printJson, type Terminal, typeable } from './terminal/terminal.ts';

export const phones = command({
  usage: 'phones [name]',
  about: 'List the SIP accounts; of one, print what to type into the phone: server, user, transport, codecs',
  examples: [
    ['phones', 'list all SIP accounts: phones of agents, shared phones and lines'],
    ['phones anna --password', 'one account, with its password'],
    ['phones anna --qr', 'a QR code for Grandstream Wave; it contains the password'],
    ['phones anna --qr uri', 'a QR code with a sip: address; it contains the password'],
  ],
  options: (yargs) =>
    yargs
      .positional('name', { type: 'string', describe: 'SIP user, or name of an agent (default: list all)' })
      // Otherwise the parser turns a user of digits into an integer.
      .string('name')
      .option('password', { type: 'boolean', default: false, describe: 'show the password' })
      .option('qr', {
        type: 'string',
        describe: `print a QR code with the password: ${provisioningSchemes.join(', ')} (default: wave)`,
      }),
  async run({ name, password, qr, json }, terminal) {
    const settings = settingsOf(terminal);
    const credentials = await readCredentials(settings.home);
    if (!credentials)
      throw new Failure(
        exit.unreachable,
        `there are no SIP accounts in ${settings.home} yet`,
        'the first start creates them: run `npm start`',
      );
    if (qr !== undefined && name === undefined)
      throw new Failure(exit.wrongUsage, '--qr needs a name', 'run `cordboard phones NAME --qr`');
    const scheme = schemeOf(qr);
    const floor = await runningFloor(terminal);
    const titles = new Map(
      floor?.agents.flatMap(({ phone, name: agent, title }) =>
        phone.split(', ').map((one) => [one, { agent, title }] as const),
      ),
    );
    // The running engine knows best where it listens.
    const sip = { ...settings.sip, ...floor?.sip };
    // Passwords outlive a plan, so that one that comes back finds its phones; until then nobody can register with them.
    const usable = credentials.sip.filter(({ user }) => floor?.sipUsers?.includes(user) ?? true);
    const chosen = usable.filter(
      ({ user }) => name === undefined || user === name || titles.get(user)?.agent === name,
    );
    if (chosen.length === 0) {
      const known = usable.map(({ user }) => user);
      if (credentials.sip.some(({ user }) => user === name))
        throw new Failure(
          exit.failed,
          `the plan in use has no phone or line '${name}'`,
          'its password is kept for a plan that names it again',
        );
      throw new Failure(exit.failed, `no SIP account is called '${name}'`, suggestion(name ?? '', known));
    }
    const titleOf = (user: string): string => titles.get(user)?.title ?? user;
    // What is kept for them is the key of our proxy, not a password of theirs: it goes no further than here.
    const inPage = chosen
      .filter(({ role }) => role === 'browser')
      .map(({ user }) => ({
        user,
        title: titleOf(user),
        role: 'browser',
        console: `${credentials.api.url}/`,
      }));
    const accounts = chosen
      .filter(({ role }) => role !== 'browser')
      .map((one) => ({
        credential: one,
        account: {
          server: sipServer({ sip }),
          port: sip.port,
          user: one.user,
          password: one.password,
          title: titleOf(one.user),
        },
      }));
    if (scheme !== undefined && accounts.length === 0)
      throw new Failure(
        exit.failed,
        `'${name}' is a browser phone: there is no QR code for it`,
        `the agent opens ${credentials.api.url}/ and logs in`,
      );
    if (json) {
      const shown = accounts.map(({ credential, account: { password: secret, ...account } }) => ({
        ...account,
        role: credential.role,
        transports: ['udp', 'tcp'],
        codecs,
        ...(password && { password: secret }),
      }));
      printJson(terminal, { accounts: [...shown, ...inPage] });
      return exit.ok;
    }
    if (name === undefined) {
      const listed = [
        ...accounts.map(({ credential: { user, role, password: secret } }) => ({
          user,
          kind: kindOf(role),
          title: titleOf(user),
          secret,
        })),
        ...inPage.map(({ user, title }) => ({ user, kind: kindOf('browser'), title, secret: 'none' })),
      ];
      printList(listed, { server: sipServer({ sip }), port: sip.port }, password, terminal);
      return exit.ok;
    }
    for (const { credential, account } of accounts) {
      printSheet(account, credential, password, terminal);
      if (scheme === undefined) continue;
      // Loaded here only: no other command, and no start of an engine, needs it.
      const { toString: qrCode } = await import('qrcode');
      terminal.out(await qrCode(provisioning(scheme, account), { type: 'utf8', errorCorrectionLevel: 'L' }));
      terminal.err('The QR code contains the password: show it to the owner of this phone only.');
    }
    for (const page of inPage) printBrowserSheet(page, terminal);
    return exit.ok;
  },
});

function schemeOf(qr: string | undefined) {
  if (qr === undefined) return undefined;
  const scheme = provisioningSchemes.find((known) => known === (qr === '' ? 'wave' : qr));
  if (scheme) return scheme;
  throw new Failure(
    exit.wrongUsage,
    `'${qr}' is not a kind of QR code`,
    `use ${provisioningSchemes.join(' or ')}`,
  );
}

/** undefined: no engine runs. Accounts are then shown by their user names alone. */
async function runningFloor(terminal: Terminal) {
  try {
    return await (await connect(terminal)).get('/v1/status', status);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

const kindOf = (role: string): string =>
  role === 'line' ? 'outside line' : role === 'browser' ? 'browser phone' : 'phone';

interface Listed {
  readonly user: string;
  readonly kind: string;
  readonly title: string;
  readonly secret: string;
}

function printList(
  listed: readonly Listed[],
  { server, port }: Pick<Account, 'server' | 'port'>,
  withPassword: boolean,
  terminal: Terminal,
): void {
  const columns = [
    { title: 'USER' },
    { title: 'KIND' },
    { title: 'OF', flexible: true },
    ...(withPassword ? [{ title: 'PASSWORD' }] : []),
  ];
  const rows = listed.map(({ user, kind, title, secret }) => [
    user,
    kind,
    title === user ? '' : title,
    ...(withPassword ? [secret] : []),
  ]);
  for (const line of table(columns, rows, terminal)) terminal.out(line);
  terminal.out('');
  terminal.out(clean(`Server ${server}, port ${port} (UDP or TCP).`));
  terminal.out(typeable('`cordboard phones USER --password` prints all that a phone asks for.', terminal));
}

function printSheet(
  account: Account,
  { role }: SipCredential,
  withPassword: boolean,
  terminal: Terminal,
): void {
  const { user, title, server, port, password } = account;
  const kind = role === 'line' || title === user ? kindOf(role) : `phone of ${title}`;
  const facts: [string, string][] = [
    ['Server', server],
    ['Port', `${port} (UDP or TCP)`],
    ['User', user],
    ['Password', withPassword ? password : 'not shown (add --password)'],
    ['Codecs', codecs.join(', ')],
    ['Keys (DTMF)', 'RFC 4733 (also called RFC 2833), or SIP INFO'],
    ['Note', 'use this account on one phone only: a second phone takes its place'],
  ];
  print(user, kind, facts, terminal);
}

interface InPage {
  readonly user: string;
  readonly title: string;
  readonly console: string;
}

function printBrowserSheet({ user, title, console: link }: InPage, terminal: Terminal): void {
  const facts: [string, string][] = [
    ['Console', link],
    ['Set-up', 'the agent logs in there and starts the shift; from another computer, over HTTPS'],
    ['Password', "none to type: the page uses the agent's log-in (`phone: browser` in the plan)"],
  ];
  print(user, title === user ? 'browser phone' : `browser phone of ${title}`, facts, terminal);
}

function print(user: string, kind: string, facts: readonly [string, string][], terminal: Terminal): void {
  terminal.out(`${paint(terminal, 'bold', clean(user))}  ${clean(kind)}`);
  for (const [name, value] of facts)
    terminal.out(`  ${paint(terminal, 'dim', name.padEnd(11))}  ${clean(value)}`);
  terminal.out('');
}
