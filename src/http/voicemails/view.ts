import type { VoicemailBoxView, VoicemailView } from '../../contract/voicemail.ts';
import type { Voicemail } from '../../plan/model.ts';
import type { VoicemailCount, VoicemailMessage } from '../../ports/store.ts';
import { defined } from '../../shared/defined.ts';
import { iso, ms } from '../times.ts';

export function voicemailView(message: VoicemailMessage): VoicemailView {
  const { lasted, at, heardAt, deletedAt: _, ...rest } = message;
  return {
    ...rest,
    at: iso(at),
    lastedMs: ms(lasted),
    ...(heardAt === undefined ? {} : { heardAt: iso(heardAt) }),
  };
}

export function boxView(
  { name, agent, queue, number }: Voicemail,
  counts: readonly VoicemailCount[],
): VoicemailBoxView {
  const { unheard = 0, others = 0 } = counts.find(({ voicemail }) => voicemail === name) ?? {};
  return { voicemail: name, unheard, others, ...defined({ agent, queue, number }) };
}
