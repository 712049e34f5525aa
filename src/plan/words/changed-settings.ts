/** Settings of the whole plan, codes and keys of agents, as they stand in the list of changes. */

import { settingWords } from '../../shared/findings/changes.ts';
import { phrase, type SaidValue, type SaidWord } from '../../shared/findings/said.ts';
import type { AgentCode, KeyInTalk, MenuLimits, PauseReason, Plan, ReportByMail } from '../model.ts';
import { phoneTroubleIn, refusalInWords } from '../rules/phone-trouble.ts';
import { durationInWords } from './duration.ts';

type Setting = keyof typeof settingWords;

/** A setting whose name is a phrase; the others are called as their key in the plan. */
export const isSetting = (key: string): key is Setting => Object.hasOwn(settingWords, key);

type Settings = Readonly<Partial<Record<Setting, unknown>>>;

export function settings(plan: Plan): object {
  const { company, country, timeZone, missesBeforePause, blocked, blocksWithheld, keepsWithheld } = plan;
  const { after, count } = phoneTroubleIn(plan);
  const further: Settings = {
    setting_phone_trouble_after: after,
    setting_phone_trouble_counts: count.map(refusalInWords).join(', '),
    setting_blocked_callers: blocked,
    setting_who_supervises: plan.supervision?.who.join(', '),
    setting_callers_hear_of_supervision: plan.supervision?.tellCallers,
    setting_agents_hear_of_supervision: plan.supervision?.tellAgents,
    setting_menu_limits: plan.menuLimits && menuLimitsInWords(plan.menuLimits),
    setting_busy_lamps: plan.busyLamps,
    setting_reports_by_mail: plan.reports && reportsInWords(Object.values(plan.reports)),
    setting_crm_link: plan.crm?.link,
    setting_crm_label: plan.crm?.label,
    setting_pauses: plan.pauses && Object.values(plan.pauses).map(pauseInWords),
    setting_withheld_numbers_blocked: blocksWithheld,
    setting_contacts_kept_for: plan.retention?.contacts && durationInWords(plan.retention.contacts),
    setting_tickets_kept_for: plan.retention?.tickets && durationInWords(plan.retention.tickets),
    setting_journal_kept_for: plan.retention?.journal && durationInWords(plan.retention.journal),
    setting_deliveries_kept_for: plan.retention?.deliveries && durationInWords(plan.retention.deliveries),
    setting_withheld_numbers_kept_for: keepsWithheld && durationInWords(keepsWithheld),
  };
  const { pickUpAfter, vanishedAfter, rejoinWithin, aging, languageNeeds } = plan;
  const own = { company, country, timeZone, missesBeforePause };
  return { ...own, ...further, pickUpAfter, vanishedAfter, rejoinWithin, aging, languageNeeds };
}

export const pageLimits = ({ callerPage: page }: Plan): Settings =>
  page
    ? {
        setting_calls_at_once: page.callsAtOnce,
        setting_calls_an_hour: page.callsAnHour,
        setting_calls_an_hour_from_one_address: page.callsAnHourFromOne,
      }
    : {};

const menuLimitsInWords = ({ options, heardWithin, depth }: MenuLimits): SaidWord =>
  phrase('menu_limits_are', { options, within: durationInWords(heardWithin), depth });

const reportsInWords = (reports: readonly ReportByMail[]): SaidValue =>
  reports
    .map(reportInWords)
    .reduce<SaidValue>((one, other) => (one === '' ? other : phrase('one_and_other', { one, other })), '');

function reportInWords({ name, report, only, to, every, minute, by, format }: ReportByMail): SaidWord {
  const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
  const of = only ? phrase('report_of', { report, only }) : report;
  return phrase('report_mailed', { name, report: of, by, every, time, format, to });
}

function pauseInWords({ name, longest, countsAsWork }: PauseReason): SaidWord {
  const pause = longest
    ? phrase('pause_up_to', { pause: name, length: durationInWords(longest) })
    : phrase('pause_named', { pause: name });
  return countsAsWork ? phrase('pause_counts_as_work', { pause }) : pause;
}

export const keyInWords = (key: KeyInTalk): string => ('to' in key ? `${key.do} ${key.to}` : key.do);

/** What does one thing alone is called as in the plan. */
export function codeInWords(code: AgentCode): SaidValue {
  switch (code.do) {
    case 'log in':
    case 'log in here':
    case 'log out':
    case 'resume':
    case 'pick up':
    case 'messages':
      return code.do;
    case 'greeting': {
      const { voicemail } = code;
      return voicemail === undefined ? 'greeting' : phrase('records_greeting_of', { voicemail });
    }
    case 'pause':
      return phrase('pause_with_reason', { reason: code.reason });
    case 'extend wrap-up':
      return phrase('more_wrap_up', { length: durationInWords(code.more) });
    case 'give result': {
      const { result, detail } = code;
      return detail === undefined
        ? phrase('gives_result', { result })
        : phrase('gives_result_with_detail', { result, detail });
    }
    case 'take on call':
      return phrase('takes_over_rota', { rota: code.rota });
    case 'set': {
      const { schedule } = code;
      const set = {
        open: 'opens_schedule',
        closed: 'closes_schedule',
        as_planned: 'resets_schedule',
      } as const;
      return phrase(set[code.to], { schedule });
    }
  }
}
