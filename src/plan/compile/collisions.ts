/** Names and numbers that are fine alone, and stand in each other's way. */
import { called, phrase, type SaidWord } from '../../shared/findings/said.ts';
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
      to.warning(at, phrase('code_kept_by_asterisk', { code: name }), phrase('choose_another_code'));
    const number = numbers.get(name);
    if (number)
      to.error(
        at,
        phrase('code_is_also_a_number', { code: name, line: number.line }),
        phrase('change_one_of_them'),
      );
  }
  const agents = new Map((source.agents ?? []).map(({ name, at }) => [name, at]));
  const people = new Map([...agents, ...(source.teams ?? []).map(({ name, at }) => [name, at] as const)]);
  for (const { name, at } of source['on call'] ?? []) {
    const taken = people.get(name);
    if (taken)
      to.error(
        at,
        phrase('rota_shares_its_name', { rota: name, line: taken.line }),
        phrase('rename_one_for_ring'),
      );
  }
  for (const { name, at } of source.teams ?? []) {
    const agent = agents.get(name);
    if (agent)
      to.error(
        at,
        phrase('team_shares_its_name', { team: name, line: agent.line }),
        phrase('rename_one_for_ring'),
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
        phrase('agents_share_a_number', { agent: name, other: before }),
        phrase('give_each_agent_a_number'),
      );
    taken.set(value.number.value, name);
  }
}

/** Phones, lines and trunks are all SIP users of one Asterisk. */
function endpoints(source: PlanSource, to: Report): void {
  const taken = new Map<string, SaidWord>();
  const take = (user: string, at: Place, whose: SaidWord): void => {
    const before = taken.get(user.toLowerCase());
    if (before === undefined) taken.set(user.toLowerCase(), whose);
    else to.error(at, phrase('sip_user_taken', { whose, user, other: before }), phrase('give_each_another'));
  };
  for (const { name, value, at } of source.agents ?? []) {
    if (value?.phones && value.phone)
      to.error(
        value.phone.at,
        phrase('agent_with_phone_and_phones', { agent: name }),
        phrase('write_all_under_phones'),
      );
    if (name === inBrowser && !value?.phone && !value?.phones)
      to.error(
        at,
        phrase('agent_named_like_browser_phone', { agent: name }),
        phrase('rename_agent_or_write_phone'),
      );
    if (value?.phones?.length === 0)
      to.error(at, phrase('agent_phones_empty', { agent: name }), phrase('list_a_phone'));
    const phones = phonesWritten({ name, value, at });
    const [, second] = phones.filter(({ isBrowser }) => isBrowser);
    if (second)
      to.error(
        second.at,
        phrase('agent_with_two_browser_phones', { agent: name }),
        phrase('remove_one_of_them'),
      );
    for (const { user, at: place } of second ? phones.filter((phone) => phone !== second) : phones)
      take(user, place, called('agent', name));
  }
  for (const { value, at } of source.phones ?? []) {
    if (value === inBrowser)
      to.error(
        at,
        phrase('shared_phone_named_browser', { name: inBrowser }),
        phrase('only_agents_have_browser_phones'),
      );
    take(value, at, called('phone', value));
  }
  for (const { value, at } of source.lines ?? []) take(value, at, called('line', value));
  for (const { name, at } of source.trunks ?? []) take(name, at, called('trunk', name));
  const { 'caller page': page } = source;
  if (page) take(callerPageLine, page.at, phrase('the_caller_page'));
}
