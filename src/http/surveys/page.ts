/** The pages of a survey, for whoever got an e-mail. No script runs on them, and nothing is loaded. */
import { createHash } from 'node:crypto';
import type { SurveyPage } from '../../ports/surveys.ts';
import { surveyWords } from '../../shared/survey-words.ts';

const style = `
body { font: 1.1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 36rem; padding: 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.4rem; }
fieldset { border: 1px solid #767676; border-radius: 0.4rem; margin: 0 0 1rem; padding: 0.6rem 1rem; }
legend { padding: 0 0.3rem; font-weight: 600; }
label { display: block; padding: 0.3rem 0; }
input[type=radio] { width: 1.2rem; height: 1.2rem; vertical-align: middle; margin-right: 0.5rem; }
textarea { box-sizing: border-box; width: 100%; font: inherit; border: 1px solid #767676; border-radius: 0.4rem; }
button { font: inherit; padding: 0.6rem 1.6rem; border: 0; border-radius: 0.4rem; color: #fff; background: #0b5cad; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #161616; } button { background: #2f81d6; } textarea { color: inherit; background: #222; } }
`;

/** The hash lets the browser use this one style, and no other. */
export const pageHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  // Without it a browser says of our own form that it comes from nowhere.
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
} as const;

/** @param mark that the link in the e-mail stands for: it is only chosen beforehand */
export function surveyForm(
  { company, language, questions }: SurveyPage,
  mark?: number,
  wrong?: string,
): string {
  const words = surveyWords(language);
  const fields = questions.map(({ name, text }, index) => {
    const radios = words.marks.map((label, at) => {
      const isChosen = index === 0 && mark === at + 1 ? ' checked' : '';
      return `<label><input type="radio" name="mark.${escaped(name)}" value="${at + 1}"${isChosen}>${at + 1}: ${escaped(label)}</label>`;
    });
    return `<fieldset><legend>${escaped(text)}</legend>${radios.join('')}</fieldset>`;
  });
  return page(language, `${words.title} ${company}`, [
    `<h1>${escaped(words.title)}</h1>`,
    `<p>${escaped(company)}</p>`,
    wrong === undefined ? '' : `<p role="alert">${escaped(wrong)}</p>`,
    '<form method="post">',
    ...fields,
    `<p><label for="comment">${escaped(words.comment)}</label>`,
    '<textarea id="comment" name="comment" rows="4" maxlength="2000"></textarea></p>',
    `<button type="submit">${escaped(words.send)}</button>`,
    '</form>',
  ]);
}

export function stopForm(language: string): string {
  const { stop } = surveyWords(language);
  return page(language, stop, [`<form method="post"><button type="submit">${escaped(stop)}</button></form>`]);
}

export const saying = (language: string, text: string): string =>
  page(language, text, [`<p role="status">${escaped(text)}</p>`]);

function page(language: string, title: string, body: readonly string[]): string {
  return [
    '<!doctype html>',
    `<html lang="${escaped(language)}">`,
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title>`,
    `<style>${style}</style></head>`,
    `<body><main>${body.join('\n')}</main></body>`,
    '</html>',
  ].join('\n');
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
