import { relative } from 'node:path';
import { readPlan } from '../../plan/read.ts';
import { type Check, ok } from './check.ts';

export const plan: Check = {
  title: 'Plan',
  async look({ settings }) {
    const read = await readPlan(settings.plan);
    const findings = read.ok ? read.warnings : read.findings;
    const name = relative(process.cwd(), settings.plan);
    return [
      ...(read.ok ? [ok(`${name} has no errors`)] : []),
      ...findings.map(({ severity, file, line, column, message, hint }) => ({
        severity,
        message: `${relative(process.cwd(), file)}:${line}:${column}: ${message}`,
        mend: hint ?? `\`cordboard check ${name}\` shows the place`,
      })),
    ];
  },
};
