/** The two configuration files that Asterisk reads from a plan, as text. */
import { existsSync } from 'node:fs';
import type { Agent, CallerPage, Plan } from '../../plan/model.ts';
import { callerPageLine } from '../../plan/rules/caller-page.ts';
import { allPhones, ownPhones } from '../../plan/rules/phones.ts';
import { defined } from '../../shared/defined.ts';
import { fromBrowser } from '../../shared/from-browser.ts';
import { lampDevice } from '../lamps.ts';
import { ProvisioningError, render, type Section } from './conf-file.ts';
import {
  browserPhoneSections,
  callerPageContext,
  callerPageSections,
  lampContext,
  lineSections,
  phoneSections,
  type ThisMachine,
  trunkSections,
} from './endpoints.ts';
import { netGlobals } from './net-phones.ts';

export interface SipCredential {
  readonly user: string;
  readonly password: string;
}

const heading = 'Written by Cordboard from its plan. Do not edit: your changes would be overwritten.';

/** @returns also the phones, lines and trunk log-ins that no one has a password for; they are left out */
export function pjsipFile(
  plan: Plan,
  credentials: readonly SipCredential[],
  secret: (name: string) => string | undefined,
  machine: ThisMachine = { tlsPorts: new Map() },
): { text: string; withoutPassword: readonly string[] } {
  const passwords = new Map(credentials.map(({ user, password }) => [user, password]));
  const withoutPassword: string[] = [];
  const withPassword = (
    name: string,
    sections: (password: string) => readonly Section[],
  ): readonly Section[] => {
    const password = passwords.get(name);
    if (password !== undefined) return sections(password);
    withoutPassword.push(name);
    return [];
  };
  const { mediaAddress } = machine;
  const phones = allPhones(plan);
  const lines = Object.values(plan.lines);
  const trunks = Object.values(plan.trunks);
  const pages = plan.callerPage ? [callerPageLine] : [];
  refuseTwice([...phones, ...lines.map((line) => line.name), ...trunks.map((trunk) => trunk.name), ...pages]);
  const sections = [
    ...phones.flatMap((phone) =>
      withPassword(phone, (password) => {
        const owner = ownerOf(plan, phone);
        return owner?.browserPhone === phone
          ? browserPhoneSections(phone, password, owner)
          : phoneSections(phone, password, owner, defined({ busyLamps: plan.busyLamps, mediaAddress }));
      }),
    ),
    ...lines.flatMap((line) =>
      withPassword(line.name, (password) => lineSections(line, password, mediaAddress)),
    ),
    ...pages.flatMap((page) => withPassword(page, callerPageSections)),
    ...trunks.flatMap((trunk) => {
      const password = trunk.login === undefined ? undefined : secret(trunk.login.passwordFrom);
      if (trunk.login !== undefined && password === undefined) withoutPassword.push(trunk.name);
      return trunkSections(trunk, password, machine);
    }),
  ];
  return { text: render(heading, sections), withoutPassword };
}

const everyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Where systems keep the certificates that they trust: Debian, Fedora, Alpine. */
const usualAuthorities = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/cert.pem',
] as const;

/** @param sipAddress that SIP listens on; if omitted: it is not known */
export function thisMachine(tlsPorts: ThisMachine['tlsPorts'], sipAddress?: string): ThisMachine {
  const authorities = usualAuthorities.find((file) => existsSync(file));
  const mediaAddress = sipAddress !== undefined && everyAddress.has(sipAddress) ? undefined : sipAddress;
  return { tlsPorts, ...defined({ authorities, mediaAddress }) };
}

/** What the dialplan rings, one after the other, while the engine is away. */
export function extensionsFile(plan: Plan): string {
  const globals = { name: 'globals', settings: netGlobals(plan) };
  return render(heading, [
    globals,
    ...(plan.busyLamps ? [lamps(plan)] : []),
    ...(plan.callerPage ? [fromCallerPage(plan.callerPage)] : []),
  ]);
}

/**
 * From the page only these numbers can be dialled; any other gets 404. The caller has no number, and a name that says where they
 * are, whatever stands in From.
 */
const fromCallerPage = ({ numbers }: CallerPage): Section => ({
  name: callerPageContext,
  settings: Object.keys(numbers).flatMap((number) => [
    ['exten', `${number},1,MSet(CALLERID(num)=,CALLERID(name)=${fromBrowser})`],
    ['same', `n,Goto(from-line,${number},1)`],
  ]),
});

/** What phones watch: each agent by name, and by number if the agent has one. */
function lamps({ agents }: Plan): Section {
  const hint = (extension: string, agent: string) =>
    ['exten', `${extension},hint,${lampDevice(agent)}`] as const;
  return {
    name: lampContext,
    settings: Object.values(agents).flatMap(({ name, number }) => [
      hint(name, name),
      ...(number === undefined || agents[number] ? [] : [hint(number, name)]),
    ]),
  };
}

/** The agent whose phone it is; a shared phone has none. */
function ownerOf({ agents }: Plan, phone: string): Agent | undefined {
  return Object.values(agents).find((agent) => ownPhones(agent).includes(phone));
}

/** An endpoint has one name and one kind; Asterisk would take the second for more of the first. */
function refuseTwice(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new ProvisioningError('name used twice', `${twice} is the name of two phones, lines or trunks`);
}
