/** Names and numbers that are fine alone, and stand in each other's way. */
import type { PlanSource } from '../language.ts';
import { callerPageLine } from '../rules/caller-page.ts';
import type { Place } from '../source/position.ts';
import type { Report } from '../source/report.ts';
import { inBrowser, phonesWritten } from './phones.ts';

/** Its group pickup, which `res_pjsip_session` looks for before it asks the dialplan. */
const asterisksOwn = '*8';

export function refuseCollisions(source: PlanSource, to: Report): void {
  endpoints(source, to);
  agentNumbers(source, to);
  const numbers = new Map((source.numbers ?? []).map(({ name, at }) => [name, at]));
  for (const { name, at } of source.codes ?? []) {
    if (name === asterisksOwn)
      to.warning(
        at,
        `code '${name}' does nothing: Asterisk keeps ${name} for itself, and phones that dial it get 403`,
        'choose another code, such as "*80"',
      );
    const number = numbers.get(name);
    if (number)
      to.error(
        at,
        `code '${name}' is also a number (line ${number.line})`,
        'change one of them: a phone cannot distinguish them',
      );
  }
  const agents = new Map((source.agents ?? []).map(({ name, at }) => [name, at]));
  const people = new Map([...agents, ...(source.teams ?? []).map(({ name, at }) => [name, at] as const)]);
  for (const { name, at } of source['on call'] ?? []) {
    const taken = people.get(name);
    if (taken)
      to.error(
        at,
        `on-call rota '${name}' has the same name as an agent or a team (line ${taken.line})`,
        'rename one of them: `ring:` could mean either',
      );
  }
  for (const { name, at } of source.teams ?? []) {
    const agent = agents.get(name);
    if (agent)
      to.error(
        at,
        `team '${name}' has the same name as an agent (line ${agent.line})`,
        'rename one of them: `ring:` could mean either',
      );
  }
}

/** Keyed in at a phone, a number must mean one agent. */
function agentNumbers(source: PlanSource, to: Report): void {
  const taken = new Map<string, string>();
  for (const { name, value } of source.agents ?? []) {
    if (!value?.number) continue;
    const before = taken.get(value.number.value);
    if (before !== undefined)
      to.error(
        value.number.at,
        `agent '${name}' has the same number as agent '${before}'`,
        'give each agent a different number',
      );
    taken.set(value.number.value, name);
  }
}

/** Phones, lines and trunks are all SIP users of one Asterisk. */
function endpoints(source: PlanSource, to: Report): void {
  const taken = new Map<string, string>();
  const take = (user: string, at: Place, whose: string): void => {
    const before = taken.get(user.toLowerCase());
    if (before === undefined) taken.set(user.toLowerCase(), whose);
    else
      to.error(at, `${whose} has the same SIP user name '${user}' as ${before}`, 'give each a different one');
  };
  for (const { name, value, at } of source.agents ?? []) {
    if (value?.phones && value.phone)
      to.error(value.phone.at, `agent '${name}' has 'phone' and 'phones'`, 'write all of them under phones:');
    if (name === inBrowser && !value?.phone && !value?.phones)
      to.error(
        at,
        `agent '${name}' has no phone: its name would mean the browser phone`,
        'rename the agent, or write phone: browser or the SIP user name of the phone',
      );
    if (value?.phones?.length === 0)
      to.error(
        at,
        `agent '${name}' has an empty list of phones`,
        'list at least one phone, or remove phones:',
      );
    const phones = phonesWritten({ name, value, at });
    const [, second] = phones.filter(({ isBrowser }) => isBrowser);
    if (second) to.error(second.at, `agent '${name}' has 'browser' twice`, 'remove one of them');
    for (const { user, at: place } of second ? phones.filter((phone) => phone !== second) : phones)
      take(user, place, `agent '${name}'`);
  }
  for (const { value, at } of source.phones ?? []) {
    if (value === inBrowser)
      to.error(at, `a shared phone cannot be named '${inBrowser}'`, 'only an agent has a browser phone');
    take(value, at, `phone '${value}'`);
  }
  for (const { value, at } of source.lines ?? []) take(value, at, `line '${value}'`);
  for (const { name, at } of source.trunks ?? []) take(name, at, `trunk '${name}'`);
  const { 'caller page': page } = source;
  if (page) take(callerPageLine, page.at, 'the caller page');
}
