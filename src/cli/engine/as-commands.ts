/** A hint of the API names routes; who sits at a terminal reads the commands that do the same. */

/** The longest first: one may be the beginning of another. */
const commands: readonly (readonly [route: string, command: string])[] = [
  ['POST /v1/calls/{id}/consult', 'call consult ID AGENT'],
  ['POST /v1/calls/{id}/hangup', 'call hangup ID'],
  ['POST /v1/contacts/{number}/erase', 'contacts erase NUMBER'],
  ['PATCH /v1/webhooks/{name}', 'webhooks change NAME'],
  ['PUT /v1/me/second-factor', ''],
  ['GET /v1/calls?state=live', 'calls --state live'],
  ['GET /v1/calls/{id}', 'call ID'],
  ['GET /v1/voicemail-boxes', 'voicemails --boxes'],
  ['GET /v1/plan/history', 'plan history'],
  ['GET /v1/deliveries', 'deliveries'],
  ['GET /v1/voicemails', 'voicemails'],
  ['GET /v1/recordings', 'recordings'],
  ['GET /v1/callbacks', 'callbacks'],
  ['GET /v1/schedules', 'schedules'],
  ['GET /v1/articles', 'articles'],
  ['GET /v1/webhooks', 'webhooks'],
  ['GET /v1/contacts', 'contacts find'],
  ['GET /v1/tickets', 'tickets'],
  ['GET /v1/results', 'results'],
  ['GET /v1/agents', 'agents'],
  ['GET /v1/queues', 'queues'],
  ['GET /v1/people', 'people'],
  ['GET /v1/sounds', 'sounds'],
  ['GET /v1/calls', 'calls'],
  // The message has named the value, and what is expected.
  ['GET /openapi.json', ''],
  ['GET /healthz', 'status'],
  ['GET /v1/me', ''],
];

/** Undefined: it speaks of something that no command does. */
export function asCommands(hint: string | undefined): string | undefined {
  if (hint === undefined) return undefined;
  let text = hint;
  for (const [route, command] of commands) {
    if (!text.includes(route)) continue;
    if (command === '') return undefined;
    text = text.replaceAll(route, `\`cordboard ${command}\``);
  }
  return text;
}
