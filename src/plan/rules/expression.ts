/**
 * What a call needs of anyone who takes it: `german >= 3 and (billing or vip)`, as a tree of plain data.
 *
 * A **part** is one skill with its least level (a bare skill means 1), or parts of which all or any must hold. There
 * is no `not` and no upper bound: somebody who can do more is never kept from a call for it.
 */
import { phrase, type SaidHint, type SaidWord } from '../../shared/findings/said.ts';
import { memoize } from '../../shared/memoize.ts';
import type { SkillName } from '../model/names.ts';

export interface SkillNeed {
  readonly skill: SkillName;
  /** 0-10 */
  readonly atLeast: number;
}

export type Expression =
  | SkillNeed
  | { readonly all: readonly Expression[] }
  | { readonly any: readonly Expression[] };

/** Holds for everybody. */
export const anything: Expression = { all: [] };

export const highestLevel = 10;

/** All of them; those that hold for everybody leave no trace. */
export function allOf(parts: readonly (Expression | undefined)[]): Expression {
  const real = parts.flatMap((part) => (part === undefined ? [] : 'all' in part ? part.all : [part]));
  const [only] = real;
  return only !== undefined && real.length === 1 ? only : real.length === 0 ? anything : { all: real };
}

/** All of them, each once: of a skill that is asked for twice the higher level. */
export function both(parts: readonly (Expression | undefined)[]): Expression {
  const whole = allOf(parts);
  if (!('all' in whole)) return whole;
  const once = new Map<string, Expression>();
  for (const part of whole.all) {
    const key = 'skill' in part ? part.skill : `(${needsInWords(part)})`;
    const before = once.get(key);
    const isLess = before && 'skill' in before && 'skill' in part && part.atLeast <= before.atLeast;
    if (!isLess) once.set(key, part);
  }
  return allOf([...once.values()]);
}

type Levels = Readonly<Record<SkillName, number>>;

/** The first part that does not hold for somebody with these levels; undefined: they can do it. */
export function failingPart(needs: Expression, levels: Levels): Expression | undefined {
  if ('skill' in needs) return (levels[needs.skill] ?? 0) >= needs.atLeast ? undefined : needs;
  if ('all' in needs) {
    for (const part of needs.all) {
      const failing = failingPart(part, levels);
      if (failing) return failing;
    }
    return undefined;
  }
  return needs.any.some((part) => failingPart(part, levels) === undefined) ? undefined : needs;
}

/** How far somebody is from what is needed, in levels: the least sum of levels that they lack. */
export function distanceTo(needs: Expression, levels: Levels): number {
  if ('skill' in needs) return Math.max(0, needs.atLeast - (levels[needs.skill] ?? 0));
  if ('all' in needs) return needs.all.reduce((sum, part) => sum + distanceTo(part, levels), 0);
  return Math.min(...needs.any.map((part) => distanceTo(part, levels)));
}

/** Each skill that is named, once. Asked for each agent of many. */
export const skillsIn = memoize((needs: Expression): readonly SkillName[] => {
  const skills = new Set<SkillName>();
  gather(needs, skills);
  return [...skills];
});

function gather(needs: Expression, into: Set<SkillName>): void {
  if ('skill' in needs) into.add(needs.skill);
  else for (const part of 'all' in needs ? needs.all : needs.any) gather(part, into);
}

/** With these skills at these levels instead, where they were higher; level 0 drops a skill. */
export function lowered(needs: Expression, to: Levels): Expression {
  if ('skill' in needs) {
    const level = to[needs.skill];
    if (level === undefined || level >= needs.atLeast) return needs;
    return level === 0 ? anything : { skill: needs.skill, atLeast: level };
  }
  if ('all' in needs) return allOf(needs.all.map((part) => lowered(part, to)));
  const any = needs.any.map((part) => lowered(part, to));
  return any.some(isAnything) ? anything : { any };
}

export const isAnything = (needs: Expression): boolean => 'all' in needs && needs.all.length === 0;

/** As a person writes it: `german >= 3 and (billing or vip)`. */
export function needsInWords(needs: Expression): string {
  if ('skill' in needs) return needs.atLeast === 1 ? needs.skill : `${needs.skill} >= ${needs.atLeast}`;
  if ('all' in needs) {
    return needs.all
      .map((part) => ('any' in part ? `(${needsInWords(part)})` : needsInWords(part)))
      .join(' and ');
  }
  return needs.any
    .map((part) => ('all' in part ? `(${needsInWords(part)})` : needsInWords(part)))
    .join(' or ');
}

/** A skill as it was written, and where in the text, from 0. */
export interface WrittenSkill {
  readonly skill: SkillName;
  readonly at: number;
}

export type ExpressionRead =
  | { readonly ok: true; readonly needs: Expression; readonly skills: readonly WrittenSkill[] }
  | { readonly ok: false; readonly fault: SaidWord; readonly at: number; readonly hint: SaidHint };

interface Token {
  readonly text: string;
  readonly at: number;
}

/** Deeper nesting is no expression that a person would write. */
const deepest = 20;
const example = phrase('such_as_needs');

class Misread extends Error {
  readonly at: number;
  readonly fault: SaidWord;
  readonly hint: SaidHint;
  constructor(fault: SaidWord, at: number, hint: SaidHint = example) {
    super(fault.code);
    this.fault = fault;
    this.at = at;
    this.hint = hint;
  }
}

/** Reads `needs = any; any = all {"or" all}; all = one {"and" one}; one = skill [">=" level] | "(" any ")"`. */
export function parseExpression(text: string): ExpressionRead {
  const tokens = tokensOf(text);
  const skills: WrittenSkill[] = [];
  let next = 0;
  const end: Token = { text: '', at: text.length };
  const here = (): Token => tokens[next] ?? end;
  const take = (): Token => tokens[next++] ?? end;

  function list(word: 'or' | 'and', part: (depth: number) => Expression, depth: number): Expression[] {
    const parts = [part(depth)];
    while (here().text === word) {
      next++;
      parts.push(part(depth));
    }
    return parts;
  }
  function any(depth: number): Expression {
    if (depth > deepest) throw new Misread(phrase('brackets_too_deep'), here().at);
    const parts = list('or', all, depth);
    return parts.length === 1 ? (parts[0] as Expression) : { any: parts };
  }
  function all(depth: number): Expression {
    return allOf(list('and', one, depth));
  }
  function one(depth: number): Expression {
    const token = take();
    if (token.text === '(') {
      const inner = any(depth + 1);
      const close = take();
      if (close.text !== ')') throw new Misread(phrase('closing_bracket_missing'), close.at);
      return inner;
    }
    if (!/^[A-Za-z]/.test(token.text) || token.text === 'and' || token.text === 'or') {
      throw new Misread(
        token === end ? phrase('skill_missing') : phrase('not_a_skill', { text: token.text }),
        token.at,
      );
    }
    skills.push({ skill: token.text, at: token.at });
    if (here().text !== '>=') {
      if (/^[<>=]+$|^[0-9]/.test(here().text)) {
        throw new Misread(
          phrase('does_not_fit', { text: here().text }),
          here().at,
          phrase('write_a_level', { skill: token.text }),
        );
      }
      return { skill: token.text, atLeast: 1 };
    }
    next++;
    const level = take();
    const atLeast = /^[0-9]{1,3}$/.test(level.text) ? Number(level.text) : Number.NaN;
    if (!(atLeast <= highestLevel)) {
      throw new Misread(
        phrase('level_wrong', { skill: token.text }),
        level.at,
        phrase('levels_go_to', { most: highestLevel }),
      );
    }
    return atLeast === 0 ? anything : { skill: token.text, atLeast };
  }

  try {
    const needs = any(0);
    const rest = here();
    if (rest !== end)
      throw new Misread(phrase('does_not_fit', { text: rest.text }), rest.at, phrase('join_skills'));
    return { ok: true, needs, skills };
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    return { ok: false, fault: error.fault, at: error.at, hint: error.hint };
  }
}

function tokensOf(text: string): Token[] {
  const found = text.matchAll(/[A-Za-z][A-Za-z0-9_-]*|[0-9]+|[<>=]+|[()]|[^\s]/g);
  return [...found].map((match) => ({ text: match[0], at: match.index }));
}
