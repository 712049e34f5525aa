/** What the phone of a person dials who is called because of an alarm: `alarm.1.3.trunk_unreachable`. */
export interface AlarmDialled {
  /** Which of the people in the plan. */
  readonly person: number;
  /** How many alarms are open. */
  readonly count: number;
  /** The newest of the most severe. */
  readonly code: string;
}

const form = /^alarm\.(\d{1,3})\.(\d{1,4})\.([a-z_]{1,60})$/;

export const dialForAlarm = ({ person, count, code }: AlarmDialled): string =>
  `alarm.${person}.${count}.${code}`;

export function alarmDialled(dialled: string): AlarmDialled | undefined {
  const [, person, count, code] = form.exec(dialled) ?? [];
  return code === undefined ? undefined : { person: Number(person), count: Number(count), code };
}
