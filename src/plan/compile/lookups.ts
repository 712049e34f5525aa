/** Lookups: each is answered by an address or by the contacts, not by both. */

import { defined } from '../../shared/defined.ts';
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import type { LookupSourceText, PlanSource } from '../language.ts';
import type { Lookup, LookupSource, Plan } from '../model.ts';
import type { Place } from '../source/position.ts';
import type { Report } from '../source/report.ts';
import type { PromptCompiler } from './prompt.ts';
import { collect } from './section.ts';

export function compileLookups(
  { lookups }: PlanSource,
  prompts: PromptCompiler,
  to: Report,
): Pick<Plan, 'lookups'> {
  if (!lookups) return {};
  const compiled = collect(lookups, (name, written, at): Lookup => {
    const { least: shortest, most: longest } = written.digits;
    const wrong = written['say wrong'];
    const meanwhile = written['say meanwhile'];
    return {
      name,
      prompt: prompts.compile(written.say),
      shortest,
      longest,
      waitFor: written.wait ?? seconds(8),
      tries: written.tries ?? 3,
      wrong: wrong ? prompts.compile(wrong) : prompts.builtIn('wrong entry'),
      ...(meanwhile ? { meanwhile: prompts.compile(meanwhile) } : {}),
      by: source(name, written, at, to),
      lockAfter: written['lock after'] ?? 5,
      lockFor: written['lock for'] ?? minutes(15),
      ...defined({ tag: written.tag?.value }),
    };
  });
  return { lookups: compiled };
}

/** One that is wrong has been reported, and finds no contact. */
function source(name: string, written: LookupSourceText, at: Place, to: Report): LookupSource {
  const { url, contacts, within, 'signed with': signedWith } = written;
  // A key that is there and wrong has been spoken of.
  const hasUrl = 'url' in written;
  if (hasUrl === 'contacts' in written)
    to.error(at, phrase('lookup_without_source', { lookup: name }), phrase('write_url_or_contacts'));
  if (url === undefined) {
    for (const [key, value] of Object.entries({ within, 'signed with': signedWith }))
      if (value !== undefined && !hasUrl)
        to.error(at, phrase('lookup_key_without_url', { lookup: name, key }), phrase('remove_key', { key }));
    const tag = /^tag +(.+)$/.exec(contacts?.value ?? '')?.[1];
    return tag === undefined ? { kind: 'number' } : { kind: 'tag', tag };
  }
  if (!('signed with' in written))
    to.error(url.at, phrase('lookup_not_signed', { lookup: name }), phrase('name_the_secret'));
  if (url.value.startsWith('http:'))
    to.warning(
      url.at,
      phrase('lookup_without_encryption', { lookup: name }),
      phrase('write_https_for_lookup'),
    );
  return { kind: 'url', url: url.value, signedWith: signedWith?.value ?? '', within: within ?? seconds(3) };
}
