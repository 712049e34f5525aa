import type { Language, Prompt, PromptPart } from '../plan/model.ts';

/**
 * The language asked for, else one that its speakers understand (`de-AT`: `de`, or another `de-...`), else the first
 * that the prompt has. undefined: the prompt says nothing at all.
 */
export function spokenVersion(
  prompt: Prompt,
  asked: Language,
): { readonly language: Language; readonly parts: readonly PromptPart[] } | undefined {
  const languages = Object.keys(prompt);
  const wanted = asked.toLowerCase();
  const language =
    languages.find((one) => one.toLowerCase() === wanted) ??
    languages.find((one) => one.toLowerCase() === base(wanted)) ??
    languages.find((one) => base(one.toLowerCase()) === base(wanted)) ??
    languages[0];
  const parts = language === undefined ? undefined : prompt[language];
  return language === undefined || parts === undefined ? undefined : { language, parts };
}

const base = (language: string): string => language.replace(/-.*$/, '');
