/** docs/failures.md, made from the table of failures. */
import type { Failure } from '../../shared/failures/failure.ts';
import { type FailureArea, failuresByArea } from '../../shared/failures/table.ts';

const areas: Readonly<Record<FailureArea, { readonly title: string; readonly about: string }>> = {
  leg: {
    title: 'Phones and numbers that do not answer',
    about:
      'Why a phone or number that was rung did not take the call. The journal has the code in `offerEnded`.',
  },
  offer: {
    title: 'Offers that are withdrawn or refused',
    about: 'Why an offer ended, without a response from the phone. The journal has the code in `offerEnded`.',
  },
  call: {
    title: 'Calls without a conversation',
    about: 'Why a caller was not served. Each code belongs to an outcome of a call.',
  },
  number: { title: 'Numbers', about: 'Why a number outside is not called, or not called back.' },
  log_in: { title: 'Log-ins', about: 'Why a phone could not register, or an agent could not log in.' },
  trunk: { title: 'Trunks', about: 'Why a trunk cannot carry calls.' },
  command: { title: 'Commands to Asterisk', about: 'Why Asterisk did not do what Cordboard asked for.' },
  account: {
    title: 'Accounts',
    about: 'Why a person cannot log in to the console, or an account is not changed.',
  },
  request: {
    title: 'Requests to the API',
    about: 'The API answers `{"error": {"code", "message", "hint"}}` with the HTTP status of the code.',
  },
  system: {
    title: 'The system',
    about: 'What goes wrong around calls. Most of these are alarms in the journal.',
  },
};

export function failuresPage(): string {
  return [
    '# Failures',
    '',
    'Every way in which something can fail has a code that never changes. You meet the codes in the journal, in',
    '`cordboard why`, in answers of the API, in alarms and in `cordboard doctor`. Search this page for the code.',
    '',
    'Severity: **info** is normal, nothing to do; **warning**: look at it when you can; **error**: something did not work;',
    '**critical**: calls are at risk now. HTTP is the status of a request that fails for this reason. SIP lists the replies',
    'of a phone or provider that mean this.',
    '',
    'Made from `src/shared/failures/` by `node setup/contract-docs.mjs`.',
    ...Object.entries(areas).flatMap(([area, { title, about }]) => [
      '',
      `## ${title}`,
      '',
      about,
      '',
      ...tableOf(failuresByArea[area as FailureArea]),
    ]),
    '',
  ].join('\n');
}

function tableOf(rows: Readonly<Record<string, Failure & { readonly sip?: readonly number[] }>>): string[] {
  const hasSip = Object.values(rows).some(({ sip }) => sip !== undefined);
  return [
    `| code | severity | HTTP |${hasSip ? ' SIP |' : ''} what happened | what to do |`,
    `|---|---|---|${hasSip ? '---|' : ''}---|---|`,
    ...Object.entries(rows).map(
      ([code, { severity, status, sip = [], sentence, remedy }]) =>
        `| \`${code}\` | ${severity} | ${status} |${hasSip ? ` ${sip.join(', ')} |` : ''} ${sentence} | ${remedy} |`,
    ),
  ];
}
