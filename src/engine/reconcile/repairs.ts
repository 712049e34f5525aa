/**
 * Which differences between Asterisk and the world are repaired at a look. Once means nothing, because an event may be on its
 * way: what differs twice in a row is repaired.
 *
 * To connect people is one repair, however many commands it takes. What is played to them ends first, because Asterisk adds no
 * leg to a room while a prompt is played to it, and it need not be what was played at the last look.
 */
import type { Command } from '../../call/kept/commands.ts';

/** In their order. `isTwice`: whether it differed at the last look, too. */
export function repairs(
  commands: readonly Command[],
  isTwice: (command: Command) => boolean,
): readonly Command[] {
  const connected = new Set(
    commands.flatMap((each) => (each.do === 'connect' && isTwice(each) ? each.call : [])),
  );
  return commands.filter((each) => (isPartOfConnecting(each) ? connected.has(each.call) : isTwice(each)));
}

/** What is heard and shown until they talk. It is no difference of its own. */
export function isPartOfConnecting({ do: what }: Pick<Command, 'do'>): boolean {
  return (
    what === 'stopPlaying' ||
    what === 'stopMusic' ||
    what === 'stopSilence' ||
    what === 'showLeg' ||
    what === 'display'
  );
}
