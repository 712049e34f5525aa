/** Work on plans that are not in force, as jobs of a thread; `plan-desk-aside.ts` sends them there. */
import { normaliseNumber } from '../contacts/number.ts';
import type { Plan } from '../plan/model.ts';
import { parsePlan } from '../plan/parse.ts';
import { dailyThings } from '../plan/source/daily.ts';
import { editPlan, type PlanEdit } from '../plan/source/edit.ts';
import { changesOf } from '../plan/words/difference.ts';
import type { PlanChecked, PlanTried, TrialQuestion } from '../ports/plan-desk.ts';
import type { SoundKey } from '../ports/sounds.ts';
import { story } from '../reports/story.ts';
import { defined } from '../shared/defined.ts';
import { inEnglish } from '../shared/findings/english.ts';
import type { SaidChange } from '../shared/findings/said.ts';
import { readNumber } from '../shared/number/written.ts';
import type { Instant } from '../shared/time.ts';
import { behaviourForms, parseBehaviour } from '../trial/behaviour.ts';
import { parseMoment } from '../trial/moment.ts';
import { type Trial, tryCall } from '../trial/trial.ts';

export function* checkPlan({
  text,
  against,
  sounds,
}: {
  readonly text: string;
  readonly against?: string;
  readonly sounds?: readonly SoundKey[];
}): Generator<PlanChecked> {
  const read = parsePlan(text);
  const daily = defined({ daily: dailyThings(text) });
  if (!read.ok) {
    yield { ok: false, findings: read.findings, numbers: [], ...daily };
    return;
  }
  const { language } = read.plan;
  const proof = read.proof(
    sounds && ((sound) => sounds.some((one) => one.name === sound && one.language === language)),
  );
  const before = against === undefined ? undefined : parsePlan(against);
  yield {
    ok: true,
    findings: [...read.warnings, ...proof.findings],
    numbers: proof.numbers.map(({ longest, number, because, becauseCode, becauseValues, example }) => ({
      number,
      longestMs: longest ?? null,
      ...defined({ because, becauseCode, becauseValues }),
      example,
    })),
    ...(before?.ok && changed(changesOf(before.plan, read.plan))),
    ...daily,
  };
}

const changed = (changeCodes: readonly SaidChange[]) => ({
  changes: changeCodes.map(inEnglish),
  changeCodes,
});

export function* tryPlan({
  text,
  question,
  now,
}: {
  readonly text: string;
  readonly question: TrialQuestion;
  readonly now: Instant;
}): Generator<PlanTried> {
  const read = parsePlan(text);
  if (!read.ok) {
    yield { ok: false, findings: read.findings };
    return;
  }
  const wrong = whatIsWrong(question, read.plan);
  yield wrong === undefined ? tried(read.plan, question, now) : { ok: false, because: wrong };
}

export function* changePlan({
  text,
  edits,
}: {
  readonly text: string;
  readonly edits: readonly PlanEdit[];
}): Generator<string | undefined> {
  yield editPlan(text, edits);
}

function whatIsWrong(
  { dial, at, press = '', agents = {}, open = [], closed = [] }: TrialQuestion,
  plan: Plan,
) {
  if (dial.trim() === '') return 'the dialled number is missing';
  if (at !== undefined && parseMoment(at, plan.timeZone) === undefined)
    return `'${at}' is not a date and time such as 2026-12-24 10:00`;
  if (!/^[0-9*#\s,]*$/.test(press)) return `'${press}' contains something that is not a key`;
  const schedule = [...open, ...closed].find((name) => !Object.hasOwn(plan.schedules, name));
  if (schedule !== undefined) return `the plan has no schedule ${schedule}`;
  for (const [name, behaviour] of Object.entries(agents)) {
    if (!Object.hasOwn(plan.agents, name)) return `the plan has no agent ${name}`;
    if (!parseBehaviour(behaviour))
      return `'${behaviour}' is not a behaviour; use one of: ${behaviourForms.join(', ')}`;
  }
  return undefined;
}

function tried(plan: Plan, question: TrialQuestion, now: Instant): PlanTried {
  const { dial, from = '', at, press = '', agents = {}, open = [], closed = [] } = question;
  const written = readNumber(from, plan.country);
  const number = written.ok ? written.number : normaliseNumber(from, plan.country).number;
  const behaviours = Object.entries(agents).flatMap(([name, text]) => {
    const behaviour = parseBehaviour(text);
    return behaviour ? [[name, behaviour] as const] : [];
  });
  const trial = tryCall({
    plan,
    at: (at === undefined ? undefined : parseMoment(at, plan.timeZone)) ?? now,
    dialled: dial.replaceAll(/[\s().-]+/g, ''),
    caller: { ...defined({ number }), isNew: false, tags: [] },
    keys: press.replaceAll(/[\s,]+/g, ''),
    behaviours: new Map(behaviours),
    schedules: new Map([
      ...open.map((name) => [name, 'open'] as const),
      ...closed.map((name) => [name, 'closed'] as const),
    ]),
  });
  const told = ({ outcome, entries }: Trial) => ({
    outcome,
    lines: story(entries, { timeZone: plan.timeZone }),
  });
  return { ok: true, call: told(trial), ...(trial.callback && { callback: told(trial.callback) }) };
}
