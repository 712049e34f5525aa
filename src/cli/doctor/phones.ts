import type { RefusedLogInView } from '../../contract/agent.ts';
import { wallClock } from '../../reports/wording.ts';
import { count } from '../../shared/count.ts';
import { failureOf } from '../../shared/failures/table.ts';
import { clean } from '../terminal/terminal.ts';
import { refusedWords } from '../terminal/words.ts';
import { type Check, type Diagnosis, error, ok, type Surroundings, warning } from './check.ts';

export const phones: Check = {
  title: 'Phones',
  async look({ status, now }) {
    if (!status) return [ok('unknown while no engine runs')];
    const missed = status.agents.filter(({ state, misses }) => misses > 0 && state !== 'unreachable');
    const own = new Set(status.agents.flatMap(({ refused }) => (refused ? [refused.user] : [])));
    const others = status.refusedLogIns.filter(({ user }) => !own.has(user));
    const there = status.agents.filter(({ phoneReachable }) => phoneReachable).length;
    return [
      ...(there > 0 ? [ok(`${there} of ${count(status.agents.length, 'phone')} registered`)] : []),
      ...status.agents.flatMap(({ name, refused }): Diagnosis[] =>
        refused
          ? [
              error(
                `${name}'s phone cannot log in: ${refusedWords(refused, now)}`,
                `\`cordboard phones ${refused.user} --password\` prints the password to type into the phone; if the phone is registered, somebody else tries to log in from that address`,
                refused.why,
              ),
            ]
          : [],
      ),
      ...others.map((refused) =>
        refused.why === 'address_of_trunk'
          ? swallowed(refused, now)
          : warning(
              `a log-in${refused.why === 'unknown_user' ? '' : ` as '${clean(refused.user)}'`} was refused: ${refusedWords(refused, now)}`,
              'if this is your phone, compare it with `cordboard phones NAME`; if not, it is a stranger, and blocked after some attempts',
              refused.why,
            ),
      ),
      ...status.phonesInTurns.map(inTurns),
      ...refusing(status),
      ...sounding(status),
      ...notRegistered(status),
      ...missed.map(({ name, misses }) =>
        warning(
          `${name} did not answer the last ${misses === 1 ? 'offer' : `${misses} offers`}`,
          `check that the phone rings; run \`cordboard agents pause ${name}\` if the agent is away`,
        ),
      ),
    ];
  },
};

/** Asterisk knows trunks by their address, and lets no phone log in from there. */
const swallowed = (refused: RefusedLogInView, now: number): Diagnosis =>
  error(
    `phones at ${clean(refused.from)} cannot log in: that is the address of trunk ${clean(refused.user)} (${refusedWords(refused, now)})`,
    failureOf(refused.why).remedy,
    refused.why,
  );

/** An account has one phone: the last to register has the calls. */
const inTurns = ({ phone, addresses, times }: InTurns): Diagnosis =>
  warning(
    `two phones take turns with the account ${phone}: ${addresses.map(clean).join(' and ')} (${count(times, 'change')} within the last hour); only the last to register rings`,
    `give each phone an account of its own: \`phones: [${phone}, ${phone}-2]\` in the plan, then \`cordboard phones\``,
  );
type InTurns = NonNullable<Surroundings['status']>['phonesInTurns'][number];

function refusing({ agents }: NonNullable<Surroundings['status']>): Diagnosis[] {
  return agents.flatMap(({ name, phoneTrouble }) => {
    if (!phoneTrouble) return [];
    const { code, refusals } = phoneTrouble;
    const { sentence, remedy } = failureOf(code);
    return [
      warning(
        `${name}'s phone has refused ${count(refusals, 'call')} in a row, so other agents are tried first: ${sentence}`,
        `${remedy} Then run \`cordboard agents resume ${name}\``,
        code,
      ),
    ];
  });
}

function sounding({ agents, timeZone }: NonNullable<Surroundings['status']>): Diagnosis[] {
  return agents.flatMap(({ name, phone, poorQuality }) => {
    if (!poorQuality) return [];
    const { direction, since, loss, mos } = poorQuality;
    const which = phone === name ? `${name}'s phone` : `${name}'s phone ${poorQuality.phone}`;
    const lost = direction === 'from' ? 'loses' : 'does not receive';
    const what = loss >= 1 ? `${lost} ${Math.round(loss)} % of packets` : 'has too much delay or jitter';
    const where = direction === 'from' ? 'callers hear it badly' : 'the agent hears badly';
    return [
      warning(
        `${which} ${what} since ${wallClock(timeZone).time(Date.parse(since)).slice(0, 5)} (MOS ${mos.toFixed(1)}): ${where}`,
        failureOf('call_quality_poor').remedy,
        'call_quality_poor',
      ),
    ];
  });
}

/** One finding for all of them: they have one remedy. */
function notRegistered({ agents, sip }: NonNullable<Surroundings['status']>): Diagnosis[] {
  const away = agents.filter(
    ({ loggedIn, phoneReachable, refused }) => loggedIn && !phoneReachable && !refused,
  );
  if (away.length === 0) return [];
  const named = away.map(({ name, phone }) => (phone === name ? name : `${name} (${phone})`));
  const shown = named.slice(0, mostNamed).join(', ');
  const more = named.length > mostNamed ? ` and ${named.length - mostNamed} more` : '';
  const port = sip ? `, UDP and TCP port ${sip.port}` : '';
  return [
    warning(
      `${count(away.length, 'phone is', 'phones are')} not registered: ${shown}${more}`,
      `\`cordboard phones NAME\` prints what to type into the phone; then check the firewall${port}`,
    ),
  ];
}
const mostNamed = 8;
