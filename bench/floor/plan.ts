/** The plan that all benches on a real Asterisk run with, and the same job in Asterisk's own words for the peers. */

export const agents = Array.from({ length: 200 }, (_, index) => `agent${String(index + 1).padStart(3, '0')}`);
/** Those who take the calls of `freed`; few, so that callers wait. */
export const fewAgents = agents.slice(0, 10);
export const firstHalf = agents.slice(0, 100);
export const secondHalf = agents.slice(100);

const list = (names: readonly string[]): string => `[${names.join(', ')}]`;
const queue = (members: readonly string[]): string =>
  `{ agents: ${list(members)}, wrap-up: 0s, try again after: 1s, strategy: longest idle }`;

/** Callers come from 127.0.0.2, over a trunk that is known by its address, as providers are. */
export const callersAddress = '127.0.0.2';

export const plan = `
company: Bench
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "101": { queue: all }
  "102": { queue: few }
  "103": { queue: half }
  "104": { menu: welcome }
menus:
  welcome:
    say: { sound: vm-intro }
    keys:
      "1": { queue: rest }
    wait: 5s
    otherwise: { queue: rest }
queues:
  all: ${queue(agents)}
  few: ${queue(fewAgents)}
  half: ${queue(firstHalf)}
  rest: ${queue(secondHalf)}
agents:
${agents.map((name) => `  ${name}: {}`).join('\n')}
trunks:
  provider: { server: "${callersAddress}:9", addresses: ["${callersAddress}"] }
`;

/** The same with an agent at a browser phone, at 105, for callers on a line of their own. */
export const planWithBrowser = `${plan
  .replace('menus:', '  "105": { queue: desk }\nmenus:')
  .replace('queues:', 'queues:\n  desk: { title: Desk, agents: [anna], ring for: 20s, wrap-up: 0s }')
  .replace('agents:\n', 'agents:\n  anna: { name: Anna, phone: browser }\n')}lines: [line1]
`;

/** Number to dial -> what stands behind it, on the same Asterisk. */
export const numbers = {
  connect: { Cordboard: '101', app_queue: '901', 'app_queue, defaults': '904', 'Dial()': '902' },
  freed: { Cordboard: '102', app_queue: '903' },
  steady: { queue: '103', menu: '104' },
} as const;

/**
 * Beside Cordboard's own dialplan; extensions that are named go before its pattern. Its `h` takes whoever has not ARRIVED
 * for a caller who dials `h`, and would give the engine each call of the peers once it is over.
 */
export const peersDialplan = `
[from-trunk](+)
exten = 901,1,Set(ARRIVED=yes)
 same = n,Queue(bench-all,r,,,30)
 same = n,Hangup()
exten = 902,1,Set(ARRIVED=yes)
 same = n,Dial(PJSIP/agent\${SPRINTF(%03d,\${RAND(1,${agents.length})})},30)
 same = n,Hangup()
exten = 903,1,Set(ARRIVED=yes)
 same = n,Queue(bench-few,r,,,120)
 same = n,Hangup()
exten = 904,1,Set(ARRIVED=yes)
 same = n,Queue(bench-defaults,r,,,30)
 same = n,Hangup()
`;

/**
 * Twice: with the settings with which app_queue is at its quickest (many callers served at once, the shortest rest
 * between tries), and with what it does unless it is told otherwise. There only the strategy is set, because the default
 * would ring all 200 phones for each caller, and that a phone in use is not rung.
 */
export const peersQueues = `
[general]
persistentmembers = no
log_membername_as_agent = no

[quickest](!)
strategy = leastrecent
autofill = yes
timeout = 20
retry = 1
wrapuptime = 0
ringinuse = no
announce-frequency = 0
announce-holdtime = no
joinempty = yes
leavewhenempty = no

[bench-all](quickest)
${membersOf(agents)}
[bench-few](quickest)
${membersOf(fewAgents)}
[bench-defaults]
strategy = leastrecent
ringinuse = no
${membersOf(agents)}
`;

function membersOf(names: readonly string[]): string {
  return names.map((name) => `member => PJSIP/${name}\n`).join('');
}
