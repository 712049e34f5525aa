import type { VoicemailList } from '../../contract/voicemail.ts';
import type { VoicemailMessage } from '../../ports/store.ts';
import { iso, ms } from '../times.ts';

export function voicemailView(message: VoicemailMessage): VoicemailList['voicemails'][number] {
  const { lasted, at, ...rest } = message;
  return { ...rest, at: iso(at), lastedMs: ms(lasted) };
}
