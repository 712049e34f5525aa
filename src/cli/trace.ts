import { readWithheldNumbers, withheldNumbersIn } from '../contacts/withheld-numbers.ts';
import { callTraced } from '../contract/call.ts';
import { callNumber, command } from './command.ts';
import { asJson } from './engine/client.ts';
import { connect, settingsOf } from './engine/connection.ts';
import { exit, Failure } from './failure.ts';
import { clean, printJson } from './terminal/terminal.ts';

export const trace = command({
  usage: 'trace <call>',
  about: 'Show the number of a caller who withheld it, in an emergency; the audit trail records it',
  examples: [["trace 1001 --reason 'threat, police file 4711'", 'needs `keep withheld numbers` in the plan']],
  options: (yargs) =>
    yargs
      .positional('call', { type: 'string', demandOption: true, describe: 'number of the call' })
      .option('reason', { type: 'string', demandOption: true, describe: 'why; kept in the audit trail' }),
  async run({ call, reason, json }, terminal) {
    const engine = await connect(terminal);
    // First it is recorded, then it is seen.
    const { leg } = await engine.post(`/v1/calls/${callNumber(call)}/trace`, callTraced, asJson({ reason }));
    const kept = await readWithheldNumbers(withheldNumbersIn(settingsOf(terminal).home));
    const found = kept.find((one) => one.leg === leg);
    if (!found)
      throw new Failure(
        exit.failed,
        `no withheld number is kept for call ${call}`,
        'the caller did not withhold it, the trunk is not `trusted` or did not send it, it was erased, or `keep withheld numbers` of the plan was not set or is over',
      );
    const at = new Date(found.at).toISOString();
    if (json) printJson(terminal, { call, number: found.number, at });
    else terminal.out(`call ${clean(call)}, ${at}: ${clean(found.number)}`);
    return exit.ok;
  },
});
