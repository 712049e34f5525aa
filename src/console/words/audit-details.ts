/**
 * Details of the audit trail in the language of the reader: names of fields, and values that are machine words. What people
 * wrote stays as it is. Loaded with the page. English needs none: the words are made from the names.
 */
import { signal } from '@preact/signals';
import type { AuditField, AuditValue } from '../../shared/audit-details.ts';
import { type DetailWords, englishDetails, isMachineWordOf } from '../../shared/details-in-words.ts';
import { dated } from './figures.ts';
import { type Language, t } from './words.ts';

interface Texts {
  readonly auditFields: Readonly<Record<AuditField, string>>;
  readonly auditValues: Readonly<Record<AuditValue, string>>;
}

const loads = {
  de: () => import('./de/audit-details.ts'),
  ru: () => import('./ru/audit-details.ts'),
  'zh-Hant': () => import('./zh-Hant/audit-details.ts'),
  el: () => import('./el/audit-details.ts'),
  sl: () => import('./sl/audit-details.ts'),
} as const satisfies Readonly<Record<Exclude<Language, 'en'>, () => Promise<Texts>>>;

const texts = signal<Texts | undefined>(undefined);

export async function speakOfDetails(language: string): Promise<void> {
  texts.value = isLoaded(language) ? await loads[language]() : undefined;
}

const isLoaded = (language: string): language is keyof typeof loads => Object.hasOwn(loads, language);

/** @param action whose details they are */
export function detailWords(action: string): DetailWords {
  const own = texts.value;
  const wordOf = (name: string): string | undefined =>
    known(own?.auditValues, name) ??
    known(t().values.agentState, name) ??
    known(t().audit.actions, name) ??
    // What was changed, where the trail keeps names of fields only.
    known(own?.auditFields, name);
  return {
    ...englishDetails,
    field: (name) => known(own?.auditFields, name) ?? englishDetails.field(name),
    value: (name, value) =>
      own && isMachineWordOf(name ?? action)
        ? (known(t().shell.roles, value) ?? wordOf(value) ?? value)
        : englishDetails.value(name, value),
    moment: dated,
    ...(own && { none: own.auditValues.none, yes: own.auditValues.yes, no: own.auditValues.no }),
  };
}

const known = (all: Readonly<Record<string, string>> | undefined, name: string): string | undefined =>
  all && Object.hasOwn(all, name) ? all[name] : undefined;
