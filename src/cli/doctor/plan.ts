import { fromFile, keepsApplied } from '../../engine/plan-at-start.ts';
import { readPlan } from '../../plan/read.ts';
import { wallClock } from '../../reports/wording.ts';
import { shownPath } from '../terminal/findings.ts';
import { type ArchivedPlans, type Check, type Diagnosis, ok, type Surroundings, warning } from './check.ts';

/** The plan file, the plan in use, and which of them a restart will use. */
export const plan: Check = {
  title: 'Plan',
  async look(at) {
    const { settings, workingDirectory, plans } = at;
    const read = await readPlan(settings.plan);
    const findings = read.ok ? read.warnings : read.findings;
    const name = shownPath(settings.plan, workingDirectory);
    return [
      ...(read.ok ? [ok(`${name} has no errors`)] : []),
      ...findings.map(({ severity, file, line, column, message, hint }) => ({
        severity,
        message: `${shownPath(file, workingDirectory)}:${line}:${column}: ${message}`,
        fix: hint ?? `\`cordboard check ${name}\` shows the place`,
      })),
      ...(plans
        ? [
            judgeRestart(
              plans,
              read.ok ? read.text : undefined,
              name,
              at,
              read.ok ? read.plan.timeZone : undefined,
            ),
          ]
        : []),
    ];
  },
};

/**
 * @param fileText what the plan file says, includes in place; undefined: it has errors
 * @param timeZone of the plan file: times are in it while no engine says the zone in use. If omitted: that of this machine
 */
export function judgeRestart(
  { active, lastFromFile }: ArchivedPlans,
  fileText: string | undefined,
  name: string,
  { status }: Pick<Surroundings, 'status'>,
  timeZone?: string,
): Diagnosis {
  const clock = wallClock(status?.timeZone ?? timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const applied = `${clock.date(active.at)} ${clock.time(active.at)}`;
  const origin =
    active.by === fromFile ? `loaded from the plan file, ${applied}` : `applied ${applied} by ${active.by}`;
  const which = `version ${active.version} is ${status ? 'active' : 'the last active one'} (${origin})`;
  const compare = `\`cordboard plan diff ${name}\` shows the difference`;
  if (fileText === undefined)
    return warning(
      `${which}; ${name} has errors, and a restart is refused`,
      `correct ${name} before a restart`,
    );
  if (fileText === active.text) return ok(`${which}, and the same as ${name}`);
  if (keepsApplied(active, lastFromFile, fileText))
    return warning(
      `${which}; ${name} differs. A restart keeps version ${active.version}, because the file has not changed since the last start`,
      `${compare}; \`cordboard plan > FILE\` copies the active plan into a file`,
    );
  return warning(
    `${which}; ${name} has changed since the last start. A restart will use the file`,
    `${compare}; \`cordboard plan apply ${name}\` uses it now`,
  );
}
