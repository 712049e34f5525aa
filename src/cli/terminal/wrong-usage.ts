/**
 * What the parser of command lines says, in words for people: its own count arguments and quote their names.
 * @param usage of the command, such as `why <call>`: says what is missing; undefined: no command was given
 * @param line what was typed
 */
export function wrongUsage(message: string, usage = '', line: readonly string[] = []): string {
  const got = /^Not enough non-option arguments: got (\d+)/.exec(message)?.[1];
  if (got !== undefined) {
    const missing = [...usage.matchAll(/<([^>]+)>/g)].slice(Number(got)).map(([, name]) => name);
    return missing.length === 0
      ? 'something is missing after the command'
      : `missing after the command: ${missing.join(' and ')}`;
  }
  if (message.startsWith('Too many non-option arguments')) return 'too many words after the command';
  const missing = /^Missing required arguments?: (.+)$/.exec(message)?.[1];
  if (missing !== undefined) return `missing: ${missing.split(', ').map(asOption).join(', ')}`;
  const empty = /^Not enough arguments following: (.+)$/.exec(message)?.[1];
  if (empty !== undefined) return `${asOption(empty)} needs a value`;
  const choices = [...message.matchAll(/Argument: (.+?), Given: (.+?), Choices: (.+)/g)];
  if (choices.length > 0)
    return choices
      .map(([, name = '', given = '', all = '']) => `${name}: ${given} is none of ${all.replaceAll('"', '')}`)
      .join('\n');
  const unknown = /^Unknown (?:arguments?|commands?): (.+)$/.exec(message)?.[1];
  if (unknown !== undefined)
    return unknown
      .split(', ')
      .flatMap((name) => asTyped(name, line))
      .join('\n');
  return message;
}

/** The parser names an option without its dashes, and one with dashes inside a second time: `dry-rn` and `dryRn`. */
function asTyped(name: string, line: readonly string[]): string[] {
  const option = line
    .map((word) => word.replace(/=.*/s, ''))
    .find((word) => /^--?[^-]/.test(word) && word.replace(/^--?/, '') === name);
  if (option !== undefined) return [`unknown option ${option}`];
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const isSecond = dashed !== name && line.some((word) => word.startsWith(`--${dashed}`));
  return isSecond ? [] : [`unknown argument: ${name}`];
}

const asOption = (name: string): string => (name.length === 1 ? `-${name}` : `--${name}`);
