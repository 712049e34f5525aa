/** What needs attention, as the engine says it: trunks, phones, and the engine itself. */
import { computed } from '@preact/signals';
import { floor } from '../live/live.ts';
import { Icon } from '../parts/icon.tsx';
import { failureInWords } from '../words/failures.ts';
import { t } from '../words/words.ts';

interface Alarm {
  readonly key: string;
  readonly text: string;
  readonly more?: string | undefined;
}

const alarms = computed((): Alarm[] => {
  const house = floor.house.value;
  if (!house) return [];
  const words = t().board;
  const ofHealth = house.health.ready ? house.health.reasons.map((text) => ({ key: text, text })) : [];
  const ofTrunks = house.trunks.flatMap(({ name, down, reachable, registration }): Alarm[] => {
    if (registration === 'refused')
      return [{ key: `trunk ${name}`, text: words.trunkRefused(name), more: down }];
    if (down) return [{ key: `trunk ${name}`, text: words.trunkDown(name), more: down }];
    return reachable === false ? [{ key: `trunk ${name}`, text: words.trunkSilent(name) }] : [];
  });
  const ofPhones = house.refusedLogIns.map(({ user, from, times, why }) => ({
    key: `log-in ${user} ${from}`,
    text: words.refusedLogIn(user, from, times),
    more: why,
  }));
  const ofTurns = house.phonesInTurns.map(({ phone }) => ({
    key: `turns ${phone}`,
    text: words.phoneInTurns(phone),
  }));
  const ofAgents = floor.agents.all().flatMap(({ name, title, phoneTrouble, poorQuality }): Alarm[] => [
    ...(phoneTrouble
      ? [
          {
            key: `phone ${name}`,
            text: [words.phoneTrouble(title), failureInWords(phoneTrouble.code)].filter(Boolean).join('. '),
            more: phoneTrouble.code,
          },
        ]
      : []),
    ...(poorQuality ? [{ key: `sound ${name}`, text: words.poorSound(title), more: poorQuality.phone }] : []),
  ]);
  const ofRestart =
    house.asteriskRestartFor.length > 0
      ? [{ key: 'restart', text: words.restart, more: house.asteriskRestartFor.join(', ') }]
      : [];
  return [...ofHealth, ...ofTrunks, ...ofAgents, ...ofPhones, ...ofTurns, ...ofRestart];
});

export function Alarms() {
  if (alarms.value.length === 0) return null;
  return (
    <section class="alarms" aria-label={t().board.alarms}>
      <ul>
        {alarms.value.map(({ key, text, more }) => (
          <li key={key} class="note">
            <Icon name="warning" size={16} />
            <span>
              {text} {more && <code class="soft small">{more}</code>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
