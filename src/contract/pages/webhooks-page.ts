/** docs/webhooks.md, with the list of events made from the schemas of journal entries. */
import { entriesBySubject } from '../journal/entry.ts';

const subjects: Readonly<Record<keyof typeof entriesBySubject, string>> = {
  call: 'about calls',
  agent: 'about agents',
  system: 'about the plan, the engine and Asterisk',
};

const guide = `# Webhooks

A webhook is an address of another program, for example your CRM, that Cordboard notifies of events. Each message is an HTTP \`POST\` with a JSON body and a
signature, in the [Standard Webhooks](https://www.standardwebhooks.com) scheme: libraries for it exist in most languages.

## Add a webhook
\`\`\`sh
npx cordboard webhooks add crm --url https://crm.example.com/calls --events screenPop,callEnded
npx cordboard webhooks test crm
\`\`\`

The first command prints the secret (\`whsec_...\`). Store it in your program: it is not shown again. The API is \`POST /v1/webhooks\`. The right is \`manage_webhooks\`
([people](people.md)), and each change is in the audit trail.

| you want to | command |
|---|---|
| list webhooks, with what waits and what was given up | \`webhooks\` |
| change the address or the events | \`webhooks change crm --events call,screenPop\` |
| stop sending for a while; what happens meanwhile is not sent later | \`webhooks disable crm\`, \`webhooks enable crm\` |
| send requests in the shape of your CRM's API instead, with placeholders | \`webhooks change crm --request FILE\`: [crm.md](crm.md) |
| replace the secret; both are valid for 24 hours | \`webhooks new-secret crm\` |
| see what was delivered, and each attempt | \`deliveries --webhook crm\`, \`deliveries show ID\` |
| send again what was given up | \`deliveries replay --webhook crm\`, \`deliveries replay ID\` |
| remove it | \`webhooks remove crm\` |

## What you receive
\`\`\`http
POST /calls HTTP/1.1
content-type: application/json
webhook-id: msg_crm_5120_mhz3k1x2
webhook-timestamp: 1795000000
webhook-signature: v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=

{"type":"callEnded","timestamp":"2026-11-18T09:06:40.000Z","data":{"seq":5120,"at":1795000000000,"type":"callEnded","call":"1042","outcome":"completed"}}
\`\`\`

\`data\` is the entry of the journal; [events](events.md) describes every field. Answer with any status from 200 to 299 within 10 seconds, and do the work afterwards.

To check a signature: take \`webhook-id\`, \`webhook-timestamp\` and the body as it came, joined by dots; compute HMAC-SHA256 with the secret (the base64 after \`whsec_\`); compare
its base64 with each signature after \`v1,\`. Refuse timestamps that are more than five minutes off. In Node.js:

\`\`\`js
const { createHmac, timingSafeEqual } = require('node:crypto');

function isFromCordboard(headers, body, secret) {
  const content = \`\${headers['webhook-id']}.\${headers['webhook-timestamp']}.\${body}\`;
  const mine = createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(content).digest();
  const isRecent = Math.abs(Date.now() / 1000 - Number(headers['webhook-timestamp'])) < 300;
  const isOurs = (each) => {
    const theirs = Buffer.from(each.slice(3), 'base64');
    return theirs.length === mine.length && timingSafeEqual(theirs, mine);
  };
  return isRecent && headers['webhook-signature'].split(' ').some(isOurs);
}
\`\`\`

## Screen pop
The event \`screenPop\` comes when an agent is chosen, at the moment their phone is rung. It has everything that the agent's desk shows: who calls, why (the keys pressed, the topics
chosen), since when they wait, tags, notes, open tickets, the last calls, the script of the queue, the page in your CRM (\`crm.url\`, if the plan has \`crm: link\`: [guide](plan/guide.md#open-the-caller-in-your-crm)), and why this agent was chosen. \`data\` is \`{"agent": ..., "offer": ...}\`; \`offer\` is the same as in topic \`me\` of \`/v1/live\`
(\`GET /openapi.json\` and docs/api.md). It does not wait for other deliveries: if your program is slow or failing, retries of events do not hold it up. It is
worth nothing once the phone stops ringing, so Cordboard tries for 30 seconds and then gives up. \`screenPop\` has to be chosen by name; \`all\` means the events of the journal.

## What you can rely on
- **Nothing is lost.** A delivery is stored in the same transaction as the position up to which the journal was read. A \`kill -9\` loses none.
- **At least once.** If your program does not answer, it may have the message and get it again. Every repetition has the same \`webhook-id\`: remember the ids of the last days and
  drop what you have. The delivery log marks such a delivery as possibly received twice.
- **In order.** Events of one call arrive one after the other, in the order in which they happened; so do those of one agent. A delivery that was given up and replayed by hand comes late:
  \`seq\` says where it belongs.
- **Retries.** After a failure Cordboard waits about 5 seconds, then twice as long each time, up to an hour, with a random part. \`Retry-After\` in seconds is respected. While an address
  fails, one attempt at a time finds out whether it works again. After 20 attempts or 3 days a delivery becomes a dead letter, and the alarm \`delivery_given_up\` is raised (at most once an hour).
- **410 Gone** disables the webhook.
- **No redirects** are followed, and the first 4 kB of your answer are read at most.
- The log of deliveries is kept for 14 days, or as \`deliveries\` of \`retention\` in the plan says. Bodies are not stored: they are made from the journal when they are sent, so an erased contact is erased there, too.

## Addresses inside your network
A person who may add webhooks must not be able to reach into your network with it. Cordboard resolves the name, checks each address, and connects to the address it has checked. It refuses
loopback, private, link-local, multicast and reserved addresses, and addresses without \`https\`. To allow a host or network of your own, also without TLS:

\`\`\`sh
CORDBOARD_INTERNAL_TARGETS="crm.internal 10.0.8.0/24" npm start
\`\`\`

Secrets are encrypted in the database with \`people.key\` in the state folder. After a restore on another machine without this file, run \`webhooks new-secret\`.

## Events
Choose types, or \`call\`, \`agent\` or \`system\` for all of a subject, or \`all\`. The list is made from \`src/contract/\` by \`node setup/contract-docs.mjs\`.
`;

export function webhooksPage(): string {
  const lists = Object.entries(subjects).flatMap(([subject, title]) => [
    '',
    `### Events ${title}: \`${subject}\``,
    '',
    '| type | what happened |',
    '|---|---|',
    ...entriesBySubject[subject as keyof typeof entriesBySubject].map((entry) => {
      const { value } = entry.shape.type;
      const about = (entry.description ?? '').split('\n')[0]?.replaceAll('|', '\\|');
      return `| [\`${value}\`](events.md#${value.toLowerCase()}) | ${about} |`;
    }),
  ]);
  return [guide.trimEnd(), ...lists, ''].join('\n');
}
