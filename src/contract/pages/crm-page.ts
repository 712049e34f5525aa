/** docs/crm.md, with the list of placeholders that templates may have. */
import { moments, placeholders } from '../webhook-template.ts';

const guide = `# Update your CRM

Cordboard can open the page of a caller in your CRM (\`crm: link\` in the plan: [guide](plan/guide.md#open-the-caller-in-your-crm)), and write calls, results and notes into it.
For the second, add a [webhook](webhooks.md) with a \`request\`: the method, path, headers and body that the API of your CRM wants, with placeholders.
It is stored, retried, ordered, signed and listed like every other webhook, and never sent to an address inside your network unless \`CORDBOARD_INTERNAL_TARGETS\` allows it.

## EspoCRM: add each call
1. In EspoCRM, add an API user (Administration, API Users; authentication: API key) whose role may create calls.
2. Set the key in the environment of the engine, and restart it: \`WEBHOOK_ESPO_KEY=... npm start\`.
3. Write \`espo.json\`. \`assignedUserId\` is the id of the user in EspoCRM that gets these calls:

\`\`\`json espo.json
{
  "method": "POST",
  "path": "/api/v1/Call",
  "headers": { "X-Api-Key": "{{secret WEBHOOK_ESPO_KEY}}" },
  "body": {
    "name": "{{contact.name}} {{number}}",
    "status": "Held",
    "direction": "{{direction}}",
    "dateStart": "{{started.utc}}",
    "dateEnd": "{{ended.utc}}",
    "assignedUserId": "687f0d3a1c2b4e5f6",
    "description": "Call {{call}}, {{agent}}: {{result}} {{note}}"
  }
}
\`\`\`

4. Add the webhook, and try it. The test writes a call of "Test of Cordboard" into your CRM:

\`\`\`sh
npx cordboard webhooks add espo --url https://espo.example.com --events callEnded --request espo.json
npx cordboard webhooks test espo
\`\`\`

## EspoCRM: update a contact
If your contacts in Cordboard have the tag \`espo ID\`, where ID is the id of the contact in EspoCRM, its fields can be changed. \`lastCallResult\` is a field of your own (Entity Manager).
Callers without this tag are left out. Use the event \`resultSet\`: it comes when an agent gives the result.

\`\`\`json espo-contact.json
{
  "method": "PUT",
  "path": "/api/v1/Contact/{{tag espo}}",
  "headers": { "X-Api-Key": "{{secret WEBHOOK_ESPO_KEY}}" },
  "body": { "lastCallResult": "{{result}} ({{agent}}, {{time.utc}})" }
}
\`\`\`

## SuiteCRM: add each call
1. In SuiteCRM, add an OAuth2 client (Admin, OAuth2 Clients and Tokens; client credentials), get an access token with it (\`POST /Api/access_token\`), and set \`WEBHOOK_SUITE_TOKEN\`.
   Cordboard does not renew tokens. Replace the token before it expires, and restart the engine. While it is expired, deliveries fail with 401 and are retried for up to three days.
2. Write \`suite.json\`. With SuiteCRM 8 the path begins with \`/legacy\`:

\`\`\`json suite.json
{
  "method": "POST",
  "path": "/Api/V8/module",
  "headers": {
    "Authorization": "Bearer {{secret WEBHOOK_SUITE_TOKEN}}",
    "Content-Type": "application/vnd.api+json",
    "Accept": "application/vnd.api+json"
  },
  "body": {
    "data": {
      "type": "Calls",
      "attributes": {
        "name": "{{contact.name}} {{number}}",
        "status": "Held",
        "direction": "{{direction}}",
        "date_start": "{{started.utc}}",
        "duration_hours": 0,
        "duration_minutes": "{{talked.minutes}}",
        "description": "Call {{call}}, {{agent}}: {{result}} {{note}}"
      }
    }
  }
}
\`\`\`

3. Add the webhook:

\`\`\`sh
npx cordboard webhooks add suite --url https://suite.example.com --events callEnded --request suite.json
\`\`\`

## What you can rely on
- Values are escaped for JSON in the body and for URLs in the path. What is not known is empty; if the path asks for it, nothing is sent for that call.
- Calls between your own phones are not sent.
- An unknown placeholder, a header that Cordboard sets itself, and a key or token written as it is are refused when you add the webhook, with the reason.
- \`{{secret WEBHOOK_NAME}}\` stands in headers only, and is the environment variable of that name. Only variables that begin with \`WEBHOOK_\` can be used. Lists, logs and the audit trail show the name, not the value.
- The events are single events of calls, such as \`callEnded\` or \`resultSet\`, and \`screenPop\`. Each makes one request. If your CRM does not answer, the request is repeated, and the CRM may have the record twice; the delivery log marks this.
- Values are read when the request is sent, and no copy of them is stored. When a contact is erased, deliveries about their calls are removed, and nothing more is sent. What your CRM has stored has to be erased in the CRM.
- A 404 or 410 about a record named in the path makes this delivery a dead letter; other failures are retried as for every webhook.
- \`webhooks change espo --request other.json\` replaces the request, and \`--request none\` sends the message of Cordboard again. In the API, it is \`request\` in \`POST /v1/webhooks\` and \`PATCH /v1/webhooks/{name}\`.

## Placeholders
The list is made from \`src/contract/\` by \`node setup/contract-docs.mjs\`.
`;

export function crmPage(): string {
  const rows = Object.entries(placeholders).map(([name, meaning]) => `| \`{{${name}}}\` | ${meaning} |`);
  const utc = moments.map((name) => `\`{{${name}.utc}}\``).join(', ');
  return [
    guide.trimEnd(),
    '',
    '| placeholder | value |',
    '|---|---|',
    ...rows,
    `| ${utc} | the same in the form \`2026-11-18 09:06:40\`, in UTC |`,
    '| `{{tag NAME}}` | the value of a tag: 4711 for the tag `customer 4711` and `{{tag customer}}` |',
    '| `{{secret WEBHOOK_NAME}}` | in headers only: the environment variable |',
    '',
  ].join('\n');
}
