export const time = {
  hint: 'The floor as it was, folded from the journal.',
  dayBefore: 'One day back',
  dayAfter: 'One day on',
  moment: 'Moment of the day',
  link: 'The address of this page leads to this moment.',
  noCalls: 'No call was in progress.',
  marks: (n: number) => `What stood out: ${n}`,
  play: (speed: number) => `Play ${speed}×`,
  mark: { alarm: 'Alarm', plan: 'Plan version', missed: 'Not answered by' },
};
