/** Prompts as written into prompts as spoken: named ones put in place, one list of parts for each language. */

import { defined } from '../../shared/defined.ts';
import { phrase } from '../../shared/findings/said.ts';
import { clean, type Entry } from '../form/collections.ts';
import type { Placed } from '../form/form.ts';
import type { PartSource, PromptSource } from '../form/prompt.ts';
import type { Language, Prompt, PromptPart, SystemPrompt } from '../model.ts';
import { type Report, resolve, table } from '../source/report.ts';
import { suggestion } from '../source/suggestion.ts';
import { builtIn, inEnglish } from './built-in.ts';

export interface PromptCompiler {
  compile(source: PromptSource): Prompt;
  /** The plan's own words instead of the built-in ones, if it has any. */
  builtIn(name: SystemPrompt | 'voicemail greeting'): Prompt;
  /** Sound files met so far. */
  readonly files: readonly Placed<string>[];
}

/** `languages`: the first is the plan's own; every prompt has words in it. */
export function promptCompiler(
  languages: readonly Language[],
  named: readonly Entry<PromptSource>[],
  spoken: readonly Entry<PromptSource>[],
  to: Report,
): PromptCompiler {
  const [own = 'en'] = languages;
  const known = new Set(languages);
  const names = new Set(named.map(({ name }) => name));
  const compiled = new Map<string, Prompt>();
  const files: Placed<string>[] = [];
  for (const { name, value } of named) if (value) compiled.set(name, inAll(value, false));
  const ownWords = new Map(spoken.flatMap(({ name, value }) => (value ? [[name, inAll(value, true)]] : [])));

  function inAll(source: PromptSource, mayRefer: boolean): Prompt {
    const { at, byLanguage, parts } = source;
    if (parts) {
      const texts = parts.some((part) => part.kind === 'text' || part.kind === 'file');
      if (texts && languages.length > 1) missing(source, languages.slice(1));
      // Recorded sounds and numbers speak every language by themselves.
      const spokenIn = texts ? [own] : languages;
      return table(spokenIn.map((language) => [language, inOne(parts, language, mayRefer, own)]));
    }
    const given = new Map<Language, readonly PromptPart[]>();
    for (const { name, at: place, value } of byLanguage ?? []) {
      if (known.has(name)) given.set(name, value ? inOne(value, name, mayRefer, name) : []);
      else
        to.error(
          place,
          phrase('not_a_language_of_this_plan', { name: clean(name) }),
          suggestion(name, languages),
        );
    }
    if (!given.has(own)) {
      const hint = phrase('heard_by_default', { language: own });
      to.error(at, phrase('text_missing', { language: own }), hint);
    }
    missing(
      source,
      languages.slice(1).filter((language) => !given.has(language)),
    );
    return table(given);
  }

  function missing({ at }: PromptSource, lacking: readonly Language[]): void {
    if (lacking.length === 0) return;
    const which = lacking.map((language) => `'${language}'`).join(', ');
    to.warning(
      at,
      phrase('no_text_in', { language: which }),
      phrase('hear_default_instead', { language: which, default: own }),
    );
  }

  function inOne(
    parts: readonly PartSource[],
    language: Language,
    mayRefer: boolean,
    textIn: Language,
  ): readonly PromptPart[] {
    return parts.flatMap((part): readonly PromptPart[] => {
      switch (part.kind) {
        case 'text':
          return [{ kind: 'text', text: part.text }];
        case 'file':
          files.push({ value: part.file, at: part.at });
          return [{ kind: 'file', path: part.file, ...defined({ text: part.text }) }];
        case 'library': {
          const words = part.text === undefined ? {} : { text: part.text, textIn };
          return [{ kind: 'library', name: part.library.value, ...words }];
        }
        case 'sound':
          return [{ kind: 'sound', name: part.sound.value }];
        case 'number':
          return [{ kind: 'number', number: part.number }];
        case 'digits':
          return [{ kind: 'digits', digits: part.digits.value }];
        case 'prompt': {
          if (!mayRefer) {
            to.error(part.at, phrase('prompt_in_prompt'), phrase('write_its_text_here'));
            return [];
          }
          const name = resolve(part.prompt, 'prompt', names, to);
          const prompt = name === undefined ? undefined : compiled.get(name);
          return prompt?.[language] ?? prompt?.[own] ?? [];
        }
        case 'bare':
          return [];
      }
    });
  }

  const say = (text: string): readonly PromptPart[] => [{ kind: 'text', text }];
  return {
    compile: (source) => inAll(source, true),
    files,
    builtIn: (name) =>
      ownWords.get(name) ??
      table(
        languages.flatMap((language) => {
          const words = builtIn(language)?.[name] ?? (language === own ? inEnglish[name] : undefined);
          return words === undefined ? [] : [[language, say(words)] as const];
        }),
      ),
  };
}
