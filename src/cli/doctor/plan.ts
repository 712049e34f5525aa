import { readPlan } from '../../plan/read.ts';
import { shownPath } from '../terminal/findings.ts';
import { type Check, ok } from './check.ts';

export const plan: Check = {
  title: 'Plan',
  async look({ settings, workingDirectory }) {
    const read = await readPlan(settings.plan);
    const findings = read.ok ? read.warnings : read.findings;
    const name = shownPath(settings.plan, workingDirectory);
    return [
      ...(read.ok ? [ok(`${name} has no errors`)] : []),
      ...findings.map(({ severity, file, line, column, message, hint }) => ({
        severity,
        message: `${shownPath(file, workingDirectory)}:${line}:${column}: ${message}`,
        mend: hint ?? `\`cordboard check ${name}\` shows the place`,
      })),
    ];
  },
};
