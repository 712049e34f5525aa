import { status as statusShape } from '../contract/status.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { printJson } from './terminal/terminal.ts';
import { watch } from './terminal/watch.ts';
import { wallboard } from './wallboard.ts';

export const status = command({
  usage: 'status',
  about: 'The floor at a glance: calls, queues, agents',
  examples: [
    ['status', 'now; exit code 1 if calls are not routed'],
    ['status --watch', 'a small wallboard, redrawn every second until Ctrl-C'],
    ['status --json', 'for a program'],
  ],
  options: (yargs) =>
    yargs.option('watch', { alias: 'w', type: 'boolean', default: false, describe: 'go on until Ctrl-C' }),
  async run({ watch: watching, json }, terminal) {
    const engine = await connect(terminal);
    if (watching && !json) {
      await watch(terminal, async () => wallboard(await engine.get('/v1/status', statusShape), terminal));
      return exit.ok;
    }
    const floor = await engine.get('/v1/status', statusShape);
    if (json) printJson(terminal, floor);
    else for (const line of wallboard(floor, terminal)) terminal.out(line);
    return floor.health.ready ? exit.ok : exit.failed;
  },
});
