/** Numbers of the emergency services. */
import type { Plan } from '../model.ts';

/** Networks everywhere take these for emergency calls (3GPP TS 22.101, 10.1). */
const everywhere = ['112', '911'];

/** By ISO 3166; national ones that are in use beside 112 and 911. */
const ofCountry: Readonly<Record<string, readonly string[]>> = {
  AT: ['122', '133', '144'],
  AU: ['000'],
  BR: ['190', '192', '193'],
  CH: ['117', '118', '144'],
  CN: ['110', '119', '120'],
  DE: ['110'],
  FR: ['15', '17', '18'],
  GB: ['999'],
  IE: ['999'],
  IT: ['113', '115', '118'],
  JP: ['110', '119'],
  NO: ['110', '113'],
  NZ: ['111'],
  PL: ['997', '998', '999'],
  ZA: ['10111', '10177'],
};

export const emergencyNumbers = (country: string): readonly string[] => [
  ...everywhere,
  ...(ofCountry[country] ?? []),
];

/** Whether a number is one of the plan's emergency numbers; they pass every limit. */
export const isEmergency = ({ emergency }: Pick<Plan, 'emergency'>, number: string): boolean =>
  emergency?.flows[number] !== undefined;

/** Whether a number is one of the emergency services of that country (ISO 3166-1 alpha-2), whatever the plan says of it. */
export const isEmergencyNumber = (number: string, country: string): boolean =>
  emergencyNumbers(country).includes(number);
