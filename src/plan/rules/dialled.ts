import type { FlowId, Plan } from '../model.ts';

/** What was dialled, as it came in the user part of a SIP URI. */
export interface Dialled {
  readonly dialled: string;
  /** Where the network has routed a number that was ported (`rn`, RFC 4694). */
  readonly routingNumber?: string;
}

/**
 * Carriers send parameters behind the number, in the user part itself: `199;npdi;rn=+49301`, `;phone-context=+49`,
 * `;isub=1` (RFC 3966, 4694). They say how a call has come here, and are no part of what was dialled.
 */
export function readDialled(sent: string): Dialled {
  const [dialled = '', ...parameters] = sent.split(';');
  const [routingNumber] = parameters.flatMap((one) => (/^rn=([+0-9A-Fa-f().-]+)$/i.exec(one) ?? []).slice(1));
  return { dialled, ...(routingNumber === undefined ? {} : { routingNumber }) };
}

/** A dialled number as the plan writes it; the plus of an international number may be missing on either side. */
export function numberOf(plan: Plan, dialled: string): string | undefined {
  const sent = readDialled(dialled).dialled;
  const bare = sent.replace(/^\+/, '');
  return [sent, bare, `+${bare}`].find((written) => plan.numbers[written] !== undefined);
}

/** The flow of a dialled number. */
export function flowFor(plan: Plan, dialled: string): FlowId {
  const number = numberOf(plan, dialled);
  return (number === undefined ? undefined : plan.numbers[number]) ?? plan.unknownNumber;
}
