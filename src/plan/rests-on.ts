/**
 * What a finding rests on: other sections of the plan. While something in one of them is wrong, the finding may just follow from
 * it: it is not given, and comes back if it is still true once the other is right. So a reader sees each mistake once, in its place.
 */
import { isPhrase, type SaidValue } from '../shared/findings/said.ts';
import type { FindingCode, WordCode } from '../shared/findings/table.ts';
import type { PlanSource } from './language.ts';

type Section = Exclude<keyof PlanSource, 'at'>;

const languages = ['language', 'languages'] as const;
const staff = ['agents', 'teams'] as const;
const waysOut = ['trunks', 'outside calls', 'country'] as const;
/** Whatever a call may be led through. */
const steps = [
  'numbers',
  'unknown number',
  'blocked callers',
  'menus',
  'lookups',
  'queues',
  'chains',
  'topics',
  'tags',
  'guarded',
] as const;

const sections: { readonly [code in FindingCode]?: readonly Section[] } = {
  languages_empty: languages,
  not_a_language_of_this_plan: languages,
  text_missing: languages,
  no_text_in: languages,
  question_without_text: languages,
  no_agent_has_the_skill: ['agents'],
  no_agent_is_called: ['agents'],
  no_agent_team_or_rota_is_called: [...staff, 'on call'],
  no_agent_team_or_topic_is_called: [...staff, 'topics'],
  not_a_tag_agent_or_number: ['tags', 'agents', 'country'],
  not_a_tag_agent_or_number_because: ['tags', 'agents', 'country'],
  strategy_without_a_team: ['teams'],
  pause_reason_unknown: ['pauses'],
  result_has_no_detail: ['results'],
  report_without_row: [
    ...staff,
    'queues',
    'numbers',
    'menus',
    'trunks',
    'lines',
    'surveys',
    'topics',
    'results',
  ],
  no_trunk_to_outside: waysOut,
  several_trunks_possible: waysOut,
  callbacks_without_trunk: ['trunks', 'lines'],
  callbacks_not_allowed: ['outside calls'],
  // What follows from the same section is wrong only once it can be read.
  caller_page_without_numbers: ['caller page'],
  menu_without_keys: ['menus'],
  topic_never_gets_further: ['topics'],
  crm_link_without_https: ['crm'],
  trunk_without_certificate: ['trunks'],
  trunk_without_password: ['trunks'],
  trunk_without_user: ['trunks'],
  // Proofs.
  queue_without_agents: staff,
  queue_lacks_skills: [...staff, 'language needs', 'tags'],
  team_without_agents: staff,
  not_served_by_then: [...staff, ...steps, 'language needs', 'on call'],
  directory_reaches_no_one: [...staff, ...steps],
  emergency_number_not_carried: ['emergency calls', ...waysOut],
  number_not_called: waysOut,
  number_without_trunk: waysOut,
  number_without_trunks: waysOut,
  agents_cannot_call_outside: waysOut,
  no_outside_number_allowed: waysOut,
  pattern_not_allowed: waysOut,
  no_trunk_for_callbacks: waysOut,
};

/** Where things of a kind stand. */
const ofKind: { readonly [code in WordCode]?: readonly Section[] } = {
  thing_agent: staff,
  thing_agent_team_or_queue: [...staff, 'queues'],
  thing_chain: ['chains'],
  thing_language: languages,
  thing_line: ['lines'],
  thing_line_or_trunk: ['lines', 'trunks'],
  thing_list_of_holidays: ['holidays'],
  thing_lookup: ['lookups'],
  thing_menu: ['menus'],
  thing_number: ['numbers'],
  thing_on_call_rota: ['on call'],
  thing_pause: ['pauses'],
  thing_prompt: ['prompts'],
  thing_queue: ['queues'],
  thing_result: ['results'],
  thing_schedule: ['schedules'],
  thing_skill: ['agents'],
  thing_survey: ['surveys'],
  thing_tag: ['tags'],
  thing_team: ['teams'],
  thing_ticket_type: ['ticket types'],
  thing_topic: ['topics'],
  thing_trunk: ['trunks'],
  thing_voicemail: ['voicemails'],
};

interface Told {
  readonly code: FindingCode;
  readonly values?: Readonly<Record<string, SaidValue>>;
}

/** @param wrong sections in which something is wrong */
export const mayFollow = (finding: Told, wrong: ReadonlySet<string>): boolean =>
  restsOn(finding).some((section) => wrong.has(section));

function restsOn({ code, values = {} }: Told): readonly string[] {
  const { key, kind } = values;
  if (code === 'plan_has_no') return typeof key === 'string' ? [key] : [];
  if (code !== 'does_not_exist') return sections[code] ?? [];
  return isPhrase(kind) ? (ofKind[kind.code as WordCode] ?? []) : [];
}
