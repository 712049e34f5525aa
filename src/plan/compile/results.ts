/** Results of calls and types of tickets, and what a queue says of them. */

import { defined } from '../../shared/defined.ts';
import { phrase } from '../../shared/findings/said.ts';
import { minutes } from '../../shared/time.ts';
import type { PlanSource, QueueSource, ResultSource } from '../language.ts';
import type { Language, Plan, Queue, Result, ResultEffects } from '../model.ts';
import type { Place } from '../source/position.ts';
import { type Report, resolve } from '../source/report.ts';
import { inEachLanguage, refuseOtherLanguages, titleOf } from './by-language.ts';
import type { Names } from './names.ts';
import { collect } from './section.ts';

/** Those that have a number key. */
const mostResults = 9;

export function compileResults(
  source: PlanSource,
  languages: readonly Language[],
  names: Names,
  to: Report,
): Pick<Plan, 'results' | 'ticketTypes'> {
  const { results, 'ticket types': types } = source;
  const title = (name: string, written: ResultSource['name']) => {
    refuseOtherLanguages(written, languages, to);
    return titleOf(name, { name: written }, languages);
  };
  return {
    ...(results && {
      results: collect(results, (name, value, at): Result => {
        const details = value.details ?? [];
        if (details.length > mostResults)
          to.error(
            at,
            phrase('result_with_too_many_details', { result: name, count: details.length }),
            phrase('result_has_at_most', { limit: mostResults }),
          );
        if (value['needs detail'] && details.length === 0)
          to.error(at, phrase('result_without_details', { result: name }), phrase('add_details'));
        const effects = effectsOf(value, names, to);
        return {
          name,
          title: title(name, value.name),
          ...(details.length > 0 && {
            details: collect(details, (detail, written) => title(detail, written)),
          }),
          ...(value['needs detail'] && { needsDetail: true as const }),
          ...(Object.keys(effects).length > 0 && { effects }),
        };
      }),
    }),
    ...(types && { ticketTypes: collect(types, (name, written) => title(name, written)) }),
  };
}

function effectsOf(value: ResultSource, names: Names, to: Report): ResultEffects {
  const { ticket, 'ticket type': type, 'tag contact': tags = [] } = value;
  const { 'follow up after': followUpAfter, 'call back after': callBackAfter } = value;
  const ticketType = type && resolve(type, 'ticket type', names.ticketTypes, to);
  return {
    ...defined({ ticket, ticketType, followUpAfter, callBackAfter }),
    ...(tags.length > 0 && { tags: tags.map((tag) => tag.value) }),
  };
}

export function resultsOf(
  name: string,
  {
    at,
    results,
    'result required': isRequired,
    'result within': within,
    callback,
  }: QueueSource & { readonly at: Place },
  written: PlanSource['results'],
  names: Names,
  to: Report,
): Pick<Queue, 'results' | 'resultWithin'> {
  const known = [
    ...new Set((results ?? []).flatMap((one) => resolve(one, 'result', names.results, to) ?? [])),
  ];
  if (known.length > mostResults)
    to.error(
      at,
      phrase('queue_with_too_many_results', { queue: name, count: known.length }),
      phrase('queue_has_at_most', { limit: mostResults }),
    );
  if (isRequired && (results ?? []).length === 0)
    to.error(at, phrase('queue_without_results', { queue: name }), phrase('add_results'));
  if (within !== undefined && !isRequired)
    to.warning(at, phrase('result_within_without_effect', { queue: name }), phrase('add_result_required'));
  for (const { name: result, value } of callback ? [] : (written ?? []))
    if (known.includes(result) && value?.['call back after'] !== undefined)
      to.error(at, phrase('result_without_callback', { queue: name, result }), phrase('add_callback'));
  return {
    ...(known.length > 0 && { results: known }),
    ...(isRequired && { resultWithin: within ?? minutes(2) }),
  };
}

export function scriptOf(
  { script: written }: QueueSource,
  languages: readonly Language[],
  to: Report,
): Pick<Queue, 'script'> {
  const script = inEachLanguage(written, languages, to);
  return script ? { script } : {};
}
