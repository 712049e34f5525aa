import { status as statusShape } from '../contract/status.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { FloorFollower } from './engine/floor.ts';
import { exit } from './failure.ts';
import { printJson } from './terminal/terminal.ts';
import { watch } from './terminal/watch.ts';
import { wallboard } from './wallboard.ts';

export const status = command({
  usage: 'status',
  about: 'Show calls, queues and agents at a glance',
  examples: [
    ['status', 'current state; exit code 1 if calls are not routed'],
    ['status --watch', 'a live wallboard, updated every second until Ctrl-C'],
    ['status --json', 'the same as JSON, for scripts'],
  ],
  options: (yargs) =>
    yargs.option('watch', {
      alias: 'w',
      type: 'boolean',
      default: false,
      describe: 'update every second until Ctrl-C',
    }),
  async run({ watch: watching, json }, terminal) {
    const engine = await connect(terminal);
    if (watching && !json) {
      const floor = new FloorFollower(engine);
      await watch(terminal, async () => wallboard(await floor.status(), terminal));
      floor.close();
      return exit.ok;
    }
    const floor = await engine.get('/v1/status', statusShape);
    if (json) printJson(terminal, floor);
    else for (const line of wallboard(floor, terminal)) terminal.out(line);
    return floor.health.ready ? exit.ok : exit.failed;
  },
});
