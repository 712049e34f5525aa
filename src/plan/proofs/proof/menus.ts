/**
 * How hard menus are on callers: how many options each has, when a caller has heard each of them, and how many menus come
 * before a person. Lengths of prompts are estimated from their texts, by how fast people speak.
 */

import { phrase, type SaidFinding, type SaidHint } from '../../../shared/findings/said.ts';
import { type Duration, seconds } from '../../../shared/time.ts';
import type { FlowId, Language, Menu, MenuName, Plan, PromptPart } from '../../model.ts';
import { durationInWords } from '../../words/duration.ts';
import type { Problem } from '../check/problem.ts';
import { live, waysFrom } from '../check/ways.ts';

export interface MenuMeasure {
  readonly menu: MenuName;
  readonly language: Language;
  readonly options: readonly MenuOption[];
  /** Of the whole prompt; if omitted: a sound file without a text is in it. */
  readonly length?: Duration;
}

interface MenuOption {
  readonly key: string;
  /** If omitted: it comes after a sound file without a text. */
  readonly heardAfter?: Duration;
}

/** 150 words a minute, as announcements are spoken: 15 characters a second in alphabets, 4 in Chinese characters. */
const lettersASecond = 15;
const charactersASecond = 4;
const aDigit: Duration = 600;
const aNumber: Duration = seconds(1);
/** Asterisk's own sounds are short phrases. */
const aSound: Duration = seconds(2);

const usual = { options: 6, heardWithin: seconds(30), depth: 3 };

export function measureMenus(plan: Plan): readonly MenuMeasure[] {
  return Object.values(plan.menus).flatMap((menu) =>
    Object.entries(menu.prompt).map(([language, parts]) => measured(menu, language, parts)),
  );
}

function measured({ name, keys }: Menu, language: Language, parts: readonly PromptPart[]): MenuMeasure {
  const length = lengthOf(parts);
  const options = Object.keys(keys)
    .toSorted(inOrder)
    .map((key): MenuOption => {
      const heardAfter = heardIn(parts, key);
      return { key, ...(heardAfter === undefined ? {} : { heardAfter }) };
    });
  return { menu: name, language, options, ...(length === undefined ? {} : { length }) };
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : 1);

/** With the sentence that names the key; one that is not named is known when the prompt is over. */
function heardIn(parts: readonly PromptPart[], key: string): Duration | undefined {
  let before: Duration | undefined = 0;
  for (const part of parts) {
    const lasts = partLength(part);
    if (before === undefined) return undefined;
    if (part.kind === 'digits' && part.digits === key) return before + (lasts ?? 0);
    const text = 'text' in part ? part.text : undefined;
    const end = text === undefined ? undefined : endOfOption(text, key);
    if (text !== undefined && end !== undefined) return before + spoken(text.slice(0, end));
    before = lasts === undefined ? undefined : before + lasts;
  }
  return before;
}

/** Where the sentence ends that has the key in it; a comma ends it as well, if another key follows. */
function endOfOption(text: string, key: string): number | undefined {
  const names = [key, ...(words[key] ?? [])].map((name) => name.replaceAll(/[*#]/g, String.raw`\$&`));
  const found = new RegExp(String.raw`(?<![\p{L}\p{N}])(${names.join('|')})(?![\p{L}\p{N}])`, 'iu').exec(
    text,
  );
  if (!found) return undefined;
  const end = text.slice(found.index).search(/[.;!?。；！？]|,(?=[^,]*\d)/u);
  return end < 0 ? text.length : found.index + end + 1;
}

const words: Readonly<Record<string, readonly string[]>> = {
  '0': ['zero', 'null'],
  '1': ['one', 'eins'],
  '2': ['two', 'zwei'],
  '3': ['three', 'drei'],
  '4': ['four', 'vier'],
  '5': ['five', 'fünf'],
  '6': ['six', 'sechs'],
  '7': ['seven', 'sieben'],
  '8': ['eight', 'acht'],
  '9': ['nine', 'neun'],
  '*': ['star', 'Stern'],
  '#': ['hash', 'pound', 'Raute', 'Rautetaste'],
};

function lengthOf(parts: readonly PromptPart[]): Duration | undefined {
  let length = 0;
  for (const part of parts) {
    const lasts = partLength(part);
    if (lasts === undefined) return undefined;
    length += lasts;
  }
  return length;
}

function partLength(part: PromptPart): Duration | undefined {
  switch (part.kind) {
    case 'text':
      return spoken(part.text);
    case 'digits':
      return part.digits.length * aDigit;
    case 'number':
      return aNumber;
    case 'sound':
      return aSound;
    case 'file':
    case 'library':
      return part.text === undefined ? undefined : spoken(part.text);
    case 'greeting':
    case 'recording':
      return undefined;
  }
}

function spoken(text: string): Duration {
  const dense = [
    ...text.matchAll(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu),
  ].length;
  const others = text.length - dense;
  return Math.round(seconds(1) * (dense / charactersASecond + others / lettersASecond));
}

/** So many menus come before a person, on the shortest way, keys pressed or not; undefined: no way leads to one. */
export function depthsOf(plan: Plan): (from: FlowId) => number | undefined {
  const people = new Set(
    Object.values(plan.flows).flatMap((flow) =>
      live(flow).some((step) => step.do === 'queue' || step.do === 'ring') ? [flow.id] : [],
    ),
  );
  return (from) => {
    let here = new Set([from]);
    const known = new Set(here);
    for (let depth = 0; here.size > 0; depth++) {
      const next = new Set<FlowId>();
      for (const flow of here) {
        if (people.has(flow)) return depth;
        for (const { to, byKey, afterMenu } of waysFrom(plan, flow)) {
          if (known.has(to)) continue;
          if (byKey || afterMenu) next.add(to);
          else {
            known.add(to);
            here.add(to);
          }
        }
      }
      for (const flow of next) known.add(flow);
      here = next;
    }
    return undefined;
  };
}

export function hardMenus(plan: Plan, menus: readonly MenuMeasure[]): readonly Problem[] {
  const { options, heardWithin, depth } = plan.menuLimits ?? usual;
  const warning = (about: string, message: SaidFinding, hint: SaidHint): Problem => ({
    severity: 'warning',
    about,
    message,
    hint,
  });
  const many = Object.values(plan.menus).flatMap(({ name, keys }) =>
    Object.keys(keys).length <= options
      ? []
      : [
          warning(
            `menu ${name}`,
            phrase('menu_with_many_options', { menu: name, count: Object.keys(keys).length, most: options }),
            phrase('move_options'),
          ),
        ],
  );
  const late = menus.flatMap(({ menu, language, options: all }) => {
    const last = all.toSorted((a, b) => (b.heardAfter ?? 0) - (a.heardAfter ?? 0))[0];
    if (last?.heardAfter === undefined || last.heardAfter <= heardWithin) return [];
    return [
      warning(
        `menu ${menu}`,
        phrase('option_heard_late', {
          menu,
          language,
          key: last.key,
          after: durationInWords(rounded(last.heardAfter)),
          most: durationInWords(heardWithin),
        }),
        phrase('shorten_prompt'),
      ),
    ];
  });
  const depthOf = depthsOf(plan);
  const deep = Object.entries(plan.numbers).flatMap(([number, flow]) => {
    const found = depthOf(flow);
    return found === undefined || found <= depth
      ? []
      : [
          warning(
            `number ${number}`,
            phrase('number_deep', { number, count: found, most: depth }),
            phrase('lead_to_a_queue_earlier'),
          ),
        ];
  });
  return [...many, ...late, ...deep];
}

export const rounded = (time: Duration): Duration => Math.round(time / 1000) * 1000;
