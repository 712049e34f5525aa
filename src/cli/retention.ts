import { retentionPreview } from '../contract/retention.ts';
import { valueInWords } from '../shared/value-in-words.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { table } from './terminal/table.ts';
import { printJson } from './terminal/terminal.ts';
import { moment } from './terminal/words.ts';

const day = 24 * 60 * 60 * 1000;

export const retention = command({
  usage: 'retention',
  about: 'Show how long each kind of data is kept, and what is deleted next',
  examples: [
    ['retention', 'what is due now'],
    ['retention --preview 30', 'what goes within the next 30 days'],
  ],
  options: (yargs) =>
    yargs.option('preview', {
      type: 'number',
      default: 0,
      describe: 'also what goes within so many days',
    }),
  async run({ preview, json }, terminal) {
    const engine = await connect(terminal);
    const shown = await engine.get(`/v1/retention?days=${preview}`, retentionPreview, 60_000);
    if (json) {
      printJson(terminal, shown);
      return exit.ok;
    }
    const { clock, now } = await engine.clock();
    const rows = shown.kinds.map(({ kind, which = '', keptForMs, goes, oldest, how }) => [
      valueInWords(kind),
      which,
      keptForMs === undefined ? '' : `${Math.round(keptForMs / day)}d`,
      goes === undefined ? '' : String(goes),
      oldest === undefined ? '' : moment(clock, oldest, now),
      how,
    ]);
    for (const line of table(COLUMNS, rows, terminal)) terminal.out(line);
    return exit.ok;
  },
});

const COLUMNS = [
  { title: 'WHAT' },
  { title: 'WHICH' },
  { title: 'KEPT FOR', right: true },
  { title: 'GOES', right: true },
  { title: 'OLDEST', rank: 1 },
  { title: 'HOW', flexible: true, rank: 2 },
];
