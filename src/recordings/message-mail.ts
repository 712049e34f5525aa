/** The e-mail about a message that was left, or moved to another voicemail. There is none for a message without speech. */
import type { StoredEntry } from '../call/kept/journal.ts';
import type { Plan } from '../plan/model.ts';
import type { Mail, Mailer } from '../ports/mailer.ts';
import type { VoicemailBox, VoicemailMessage } from '../ports/store.ts';
import { spellDuration } from '../shared/time.ts';

export interface MessageMailNeeds {
  readonly voicemails: Pick<VoicemailBox, 'one'>;
  readonly mailer: Pick<Mailer, 'linkTo'>;
  readonly plan: () => Pick<Plan, 'voicemails' | 'timeZone' | 'company'>;
  /** The path of its sound; undefined: it cannot be seen from here. */
  readonly fileOf: (recording: string) => string | undefined;
}

export async function mailsOfMessage(entry: StoredEntry, needs: MessageMailNeeds): Promise<readonly Mail[]> {
  if (entry.type !== 'messageChanged' || (entry.change !== 'has_speech' && entry.change !== 'moved'))
    return [];
  const message = await needs.voicemails.one(entry.recording);
  // Moved before its turn came, or heard by no rule yet: the entry that follows brings the mail.
  if (!message?.speech || (entry.change === 'moved' && entry.to !== message.voicemail)) return [];
  const { mailTo: to = [] } = needs.plan().voicemails[message.voicemail] ?? {};
  return to.length === 0 ? [] : [mail(message, to, needs)];
}

function mail(message: VoicemailMessage, to: readonly string[], needs: MessageMailNeeds): Mail {
  const { recording, voicemail, call, callerName, callerNumber, at, lasted } = message;
  const { timeZone, company, voicemails } = needs.plan();
  const caller = [callerName, callerNumber].filter(Boolean).join(' ') || 'number withheld';
  const length = spellDuration(lasted);
  const when = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'full',
    timeStyle: 'short',
  }).format(at);
  const file = voicemails[voicemail]?.attachesSound ? needs.fileOf(recording) : undefined;
  const lines = [
    `${caller} left a message of ${length} in the voicemail ${voicemail} of ${company}.`,
    '',
    `When: ${when} (${timeZone})`,
    `Call: ${call}`,
    `Listen: ${needs.mailer.linkTo(`/voicemail?message=${encodeURIComponent(recording)}`)}`,
  ];
  return {
    id: `voicemail ${voicemail} ${recording}`,
    kind: 'voicemail',
    to,
    subject: `Voicemail ${voicemail}: ${caller} (${length})`,
    text: `${lines.join('\n')}\n`,
    call,
    ...(file === undefined
      ? {}
      : { attachments: [{ name: `${recording}.wav`, type: 'audio/wav', content: { file } }] }),
  };
}
