/** Which talks are recorded, as written into what the core reads. */
import { phrase } from '../../shared/findings/said.ts';
import { minutes, seconds } from '../../shared/time.ts';
import type { Placed } from '../form/form.ts';
import type { PlanSource, RecordingSource } from '../language.ts';
import type { Plan, RecordingNotice, RecordingRule } from '../model.ts';
import type { Place } from '../source/position.ts';
import { type Report, resolve } from '../source/report.ts';
import type { Names } from './names.ts';
import { collect } from './section.ts';

const usualKeep = minutes(90 * 24 * 60);
const usualPause = seconds(120);

export function compileRecording(
  { recording }: PlanSource,
  names: Pick<Names, 'queues' | 'numbers'>,
  to: Report,
): Pick<Plan, 'recording'> {
  if (!recording) return {};
  return {
    recording: collect(recording, (name, rule, at): RecordingRule => {
      const known = (kind: 'queue' | 'number', written: readonly Placed<string>[]) =>
        written.flatMap((each) => resolve(each, kind, names[`${kind}s`], to) ?? []);
      const directions = rule.directions ?? ['in'];
      const tells = noticeOf(rule, at, to);
      return {
        name,
        ...(rule.queues ? { queues: known('queue', rule.queues) } : {}),
        ...(rule.numbers ? { numbers: known('number', rule.numbers) } : {}),
        directions,
        ...(rule.tags ? { tags: rule.tags.map(({ value }) => value) } : {}),
        ...(rule['not tags'] ? { notTags: rule['not tags'].map(({ value }) => value) } : {}),
        share: rule.share ?? 100,
        tells,
        sides: rule.sides ?? 'separate',
        pauseFor: rule['pause for'] ?? usualPause,
        keepFor: rule['keep for'] ?? usualKeep,
      };
    }),
  };
}

function noticeOf(rule: RecordingSource, at: Place, to: Report): RecordingNotice {
  const key = rule['consent key'];
  if (key && rule.announce === false)
    to.error(at, phrase('consent_key_without_words'), phrase('remove_one_of_the_two'));
  if (key) return { how: 'consent', key: key.value };
  return rule.announce === false ? { how: 'nothing' } : { how: 'announcement' };
}
