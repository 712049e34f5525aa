import type { Plan, Prompt } from '../plan/model.ts';

/** Everything that a plan may ever say. */
export function promptsOf(plan: Plan): Prompt[] {
  const steps = Object.values(plan.flows).flatMap((flow) => flow.steps);
  return [
    ...steps.flatMap((step) => ('prompt' in step && step.prompt ? [step.prompt] : [])),
    ...steps.flatMap((step) => (step.do === 'directory' ? step.entries.map(({ title }) => title) : [])),
    ...Object.values(plan.menus).map((menu) => menu.prompt),
    ...Object.values(plan.voicemails).map((voicemail) => voicemail.greeting),
    ...Object.values(plan.spoken),
    ...Object.values(plan.queues).flatMap(({ announce, callback }) => [
      ...(announce?.say ? [announce.say] : []),
      ...(callback ? [callback.say] : []),
    ]),
  ];
}
