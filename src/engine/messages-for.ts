/** What an agent hears when they call their voicemails: what is new first, the oldest first; then the rest, the newest first. */
import type { ListedMessage } from '../call/kept/message.ts';
import type { VoicemailName } from '../plan/model.ts';
import type { VoicemailBox, VoicemailMessage } from '../ports/store.ts';
import type { RecordingId } from '../shared/ids.ts';

/** The most messages that are offered in one call. */
const most = 50;

export async function messagesFor(
  box: Pick<VoicemailBox, 'list'>,
  voicemails: readonly VoicemailName[],
): Promise<readonly ListedMessage[]> {
  const found: VoicemailMessage[] = [];
  for (const voicemail of voicemails) found.push(...(await box.list(voicemail, most)));
  const spoken = found.filter(({ speech }) => speech !== false);
  const isNew = ({ heardAt }: VoicemailMessage): boolean => heardAt === undefined;
  const [fresh, others] = [spoken.filter(isNew), spoken.filter((message) => !isNew(message))];
  const inOrder = [...fresh.toSorted((a, b) => a.at - b.at), ...others.toSorted((a, b) => b.at - a.at)];
  return inOrder.slice(0, most).map((message) => ({
    recording: message.recording as RecordingId,
    call: message.call,
    voicemail: message.voicemail,
    isNew: isNew(message),
    ...(message.callerNumber === undefined ? {} : { number: message.callerNumber }),
  }));
}
