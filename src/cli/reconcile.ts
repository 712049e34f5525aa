import { reconciliation } from '../contract/reports.ts';
import { command } from './command.ts';
import { connect } from './engine/connection.ts';
import { exit } from './failure.ts';
import { clean, printJson } from './terminal/terminal.ts';

export const reconcile = command({
  usage: 'reconcile [day]',
  about: 'Prove that the numbers of a day fit; name each call and agent that does not',
  examples: [
    ['reconcile', 'today so far'],
    ['reconcile 2026-11-28', 'a past day; exit code 1 if something does not fit'],
  ],
  options: (yargs) =>
    yargs.positional('day', { type: 'string', describe: "day in the plan's time zone (default: today)" }),
  async run({ day, json }, terminal) {
    const engine = await connect(terminal);
    const result = await engine.get(
      `/v1/reconcile${day === undefined ? '' : `?day=${encodeURIComponent(day)}`}`,
      reconciliation,
    );
    if (json) printJson(terminal, result);
    else {
      for (const { kind, call, agent, what } of result.misfits) {
        const whose = call === undefined ? (agent === undefined ? kind : `agent ${agent}`) : `call ${call}`;
        terminal.out(clean(`${whose}: ${what}`));
      }
      const { entries, calls, inProgress, complete, misfits } = result;
      const read = `${calls} calls ended, ${inProgress} in progress, ${entries} journal entries read`;
      if (!complete)
        terminal.out(
          'The figures of reports are still being made of the journal, so they were not compared. Try again in a few minutes.',
        );
      const isEmpty = entries === 0 && calls === 0 && inProgress === 0;
      terminal.out(
        misfits.length > 0
          ? `${result.day}: ${misfits.length} things do not fit; ${read}`
          : isEmpty
            ? `${result.day}: nothing is on record, so there is nothing to prove. The journal has no entry of this day.`
            : `${result.day} fits: ${read}`,
      );
    }
    return result.misfits.length === 0 ? exit.ok : exit.failed;
  },
});
