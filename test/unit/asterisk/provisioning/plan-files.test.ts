import { describe, expect, test } from 'vitest';
import { ProvisioningError } from '../../../../src/asterisk/provisioning/conf-file.ts';
import { transportName } from '../../../../src/asterisk/provisioning/endpoints.ts';
import { extensionsFile, pjsipFile, thisMachine } from '../../../../src/asterisk/provisioning/plan-files.ts';
import type { Trunk } from '../../../../src/plan/model.ts';
import { parsePlan } from '../../../../src/plan/read.ts';
import { planOf } from './plan-of.ts';

const trunk: Trunk = {
  name: 'berlin',
  server: 'sip.example.net:5080',
  addresses: ['192.0.2.0/24'],
  trusted: false,
};

/** Sections by name and type: `anna endpoint` -> its settings. */
function read(text: string): Map<string, Map<string, string[]>> {
  const sections = new Map<string, Map<string, string[]>>();
  for (const block of text.split(/^\[/m).slice(1)) {
    const [name = '', rest = ''] = block.split(']\n');
    const settings = new Map<string, string[]>();
    for (const line of rest.split('\n').filter((each) => each !== '')) {
      const [key = '', value = ''] = line.split(' = ');
      settings.set(key, [...(settings.get(key) ?? []), value]);
    }
    sections.set(`${name} ${settings.get('type')?.[0] ?? ''}`.trim(), settings);
  }
  return sections;
}

const secrets: Readonly<Record<string, string>> = { BERLIN_PASSWORD: 'pw-berlin' };
const written = (plan: ReturnType<typeof planOf>, credentials = [{ user: 'anna', password: 'pw' }]) =>
  pjsipFile(plan, credentials, (name) => secrets[name]);

test('a phone registers with its password, and is known by its digest', () => {
  const { text, withoutPassword } = written(planOf({ phones: ['anna', 'boris'] }));
  const sections = read(text);
  expect(withoutPassword).toEqual(['boris']);
  expect([...sections.keys()]).toEqual(['anna endpoint', 'anna aor', 'anna auth']);
  expect(sections.get('anna endpoint')?.get('context')).toEqual(['from-phone']);
  expect(sections.get('anna endpoint')?.get('direct_media')).toEqual(['no']);
  expect(sections.get('anna auth')?.get('password')).toEqual(['pw']);
});

test('sound is taken where SIP is: on one address, or on all', () => {
  const plan = planOf({ phones: ['anna'], trunks: [trunk] });
  const addressOf = (sipAddress: string) => {
    const machine = thisMachine(new Map(), sipAddress);
    const sections = read(pjsipFile(plan, [{ user: 'anna', password: 'pw' }], () => undefined, machine).text);
    return ['anna endpoint', 'berlin endpoint'].map((name) => {
      const settings = sections.get(name);
      return [settings?.get('media_address')?.[0], settings?.get('bind_rtp_to_media_address')?.[0]];
    });
  };
  expect(addressOf('127.0.0.1')).toEqual([
    ['127.0.0.1', 'yes'],
    ['127.0.0.1', 'yes'],
  ]);
  const everywhere = [
    [undefined, undefined],
    [undefined, undefined],
  ];
  expect(addressOf('0.0.0.0')).toEqual(everywhere);
  expect(addressOf('::')).toEqual(everywhere);
});

test('a browser phone has no password, and is known by the key of the proxy alone', () => {
  const plan = planOf({ phones: ['anna'] });
  const browser = {
    ...plan,
    agents: Object.fromEntries(
      Object.entries(plan.agents).map(([name, agent]) => [name, { ...agent, browserPhone: agent.phone }]),
    ),
  };
  const { text } = written(browser, [{ user: 'anna', password: 'key' }]);
  const sections = read(text);
  expect([...sections.keys()]).toEqual([
    'anna endpoint',
    'anna aor',
    'anna-page identify',
    'anna-key endpoint',
    'anna-key-page identify',
  ]);
  const anna = sections.get('anna endpoint');
  expect([anna?.get('identify_by'), anna?.get('auth'), anna?.get('webrtc')]).toEqual([
    ['header'],
    undefined,
    ['yes'],
  ]);
  expect(anna?.get('allow')).toEqual(['ulaw,alaw']);
  expect(sections.get('anna-page identify')?.get('match_header')).toEqual(['X-Cordboard-Key: key']);
  // What the registrar finds by a name is an endpoint that can make no call.
  const registrar = sections.get('anna-key endpoint');
  expect([registrar?.get('context'), registrar?.get('aors')]).toEqual([['nowhere'], ['anna']]);
});

test('a line is known by its digest alone, and never believed who it says it is', () => {
  const { text } = written(planOf({ lines: ['line1'] }), [{ user: 'line1', password: 'x' }]);
  const line = read(text).get('line1 endpoint');
  expect([line?.get('identify_by'), line?.get('trust_id_inbound')]).toEqual([['auth_username'], ['no']]);
});

describe('a trunk', () => {
  test('without a log-in is known by its addresses', () => {
    const sections = read(written(planOf({ trunks: [trunk] })).text);
    expect([...sections.keys()]).toEqual(['berlin endpoint', 'berlin aor', 'berlin-addresses identify']);
    expect(sections.get('berlin-addresses identify')?.get('match')).toEqual(['192.0.2.0/24']);
    expect(sections.get('berlin aor')?.get('contact')).toEqual(['sip:sip.example.net:5080']);
  });

  test('shows its own number, unless the number is chosen for each call', () => {
    const numbers = (more: Partial<Trunk>) =>
      read(written(planOf({ trunks: [{ ...trunk, callerNumber: '+4930', ...more }] })).text)
        .get('berlin endpoint')
        ?.get('from_user');
    expect([numbers({}), numbers({ callerNumbers: ['+4930*'] })]).toEqual([['+4930'], undefined]);
  });

  test('over TCP and TLS: where it is, and with which certificates', () => {
    const sections = (transport: Trunk['transport']) => {
      const login = { user: '4930', passwordFrom: 'BERLIN_PASSWORD', register: true };
      const one = { ...trunk, login, ...(transport ? { transport } : {}) };
      return read(
        pjsipFile(planOf({ trunks: [one] }), [], (name) => secrets[name], {
          authorities: '/ca.pem',
          tlsPorts: new Map([['berlin', 5071]]),
        }).text,
      );
    };
    const contact = (transport: Trunk['transport']) => sections(transport).get('berlin aor')?.get('contact');
    expect([contact(undefined), contact('tcp'), contact({ verify: true })]).toEqual([
      ['sip:sip.example.net:5080'],
      ['sip:sip.example.net:5080\\;transport=tcp'],
      ['sip:sip.example.net:5080\\;transport=tls'],
    ]);
    const nameOf = (transport: Trunk['transport']) =>
      transportName({ name: 'berlin', ...(transport && { transport }) });
    const transportOf = (transport: Trunk['transport']) =>
      sections(transport).get(`${nameOf(transport)} transport`);
    expect([...sections('tcp').keys()].filter((name) => name.endsWith(' transport'))).toEqual([]);
    const tls = sections({ verify: true });
    expect(transportOf({ verify: true })?.get('ca_list_file')).toEqual(['/ca.pem']);
    expect(transportOf({ verify: true })?.get('bind')).toEqual(['0.0.0.0:5071']);
    expect(tls.get('berlin endpoint')?.get('transport')).toEqual([nameOf({ verify: true })]);
    expect(tls.get('berlin-registration registration')?.get('transport')).toEqual([nameOf({ verify: true })]);
    const own = transportOf({ verify: true, authority: '/own.pem' });
    const none = transportOf({ verify: false });
    // Asterisk does not change one while it runs.
    expect(
      new Set([{ verify: true }, { verify: true, authority: '/own.pem' }, { verify: false }].map(nameOf))
        .size,
    ).toBe(3);
    expect([own?.get('ca_list_file'), none?.get('ca_list_file'), none?.get('verify_server')]).toEqual([
      ['/own.pem'],
      undefined,
      ['no'],
    ]);
  });

  test('is probed each minute, as often as the plan says, or not at all', () => {
    const probed = (probeEvery?: number) =>
      read(
        written(planOf({ trunks: [{ ...trunk, ...(probeEvery === undefined ? {} : { probeEvery }) }] })).text,
      )
        .get('berlin aor')
        ?.get('qualify_frequency');
    expect([probed(), probed(15_000), probed(0)]).toEqual([['60'], ['15'], ['0']]);
  });

  test('with a log-in registers, with the password from where the plan says', () => {
    const login = { user: '4930', passwordFrom: 'BERLIN_PASSWORD', register: true };
    const sections = read(written(planOf({ trunks: [{ ...trunk, addresses: [], login }] })).text);
    expect(sections.get('berlin auth')?.get('password')).toEqual(['pw-berlin']);
    expect(sections.get('berlin-registration registration')?.get('client_uri')).toEqual([
      'sip:4930@sip.example.net',
    ]);
    expect(sections.get('berlin-addresses identify')?.get('match')).toEqual(['sip.example.net']);
  });

  test('does without its log-in when nobody knows the password', () => {
    const login = { user: '4930', passwordFrom: 'NO_SUCH', register: true };
    const { text, withoutPassword } = written(planOf({ trunks: [{ ...trunk, login }] }));
    expect(withoutPassword).toEqual(['berlin']);
    expect([...read(text).keys()]).not.toContain('berlin auth');
  });

  test('is believed about the caller only when it is trusted', () => {
    const trust = (trusted: boolean) =>
      read(written(planOf({ trunks: [{ ...trunk, trusted }] })).text)
        .get('berlin endpoint')
        ?.get('trust_id_inbound');
    expect([trust(true), trust(false)]).toEqual([['yes'], ['no']]);
  });
});

describe('what could break out of its line', () => {
  test.each(['x]\n[evil', 'a b', '', ';', '-anna', 'ä'])('is refused as a name: %j', (phone) => {
    const plan = planOf({ phones: [phone] });
    expect(() => written(plan, [{ user: phone, password: 'pw' }])).toThrow(ProvisioningError);
  });

  test.each(['a\nb', 'a\rb', ' a', 'a\\', '\u2028'])(
    'is refused as a password, and not shown: %j',
    (password) => {
      expect(() => written(planOf({ phones: ['anna'] }), [{ user: 'anna', password }])).toThrow(
        /^anna, password: has a character/,
      );
    },
  );

  test('is written so that Asterisk reads it back, when it is a semicolon', () => {
    expect(written(planOf({ phones: ['anna'] }), [{ user: 'anna', password: 'a;b' }]).text).toContain(
      'password = a\\;b',
    );
  });

  test('is a name given to two', () => {
    const plan = planOf({ phones: ['anna'], lines: ['anna'] });
    expect(() => written(plan)).toThrow(expect.objectContaining({ code: 'name used twice' }));
  });
});

test('the dialplan knows whom to ring while the engine is away', () => {
  expect(extensionsFile(planOf({ phones: ['anna', 'boris'] }))).toContain(
    '[globals]\nSAFETY_NET_PHONES = PJSIP/anna^0&PJSIP/boris^128\n',
  );
});

test('the dialplan learns for each number who is to be rung, and where the records of its queues are', () => {
  const read = parsePlan(`
company: Net
country: DE
time zone: Europe/Berlin
language: en
numbers:
  "+49 30 5550": { menu: main }
  "102": [ { ring: clara, for: 5s }, { ring: teamwork, for: 5s }, goodbye ]
  "199": echo
menus:
  main: { say: Welcome., keys: { "1": { queue: sales } }, otherwise: { queue: care } }
queues:
  sales: { agents: [anna] }
  care: { agents: [boris, anna] }
teams: { teamwork: [boris] }
agents: { anna: { phone: desk1 }, boris: {}, clara: {} }
`);
  if (!read.ok) throw new Error(read.findings.map(({ message }) => message).join());
  const text = extensionsFile(read.plan);
  const value = (name: string): string | undefined => new RegExp(`^${name} = (.*)$`, 'm').exec(text)?.[1];
  expect(value('SAFETY_NET_FOR_49305550')?.split('&').toSorted()).toEqual([
    'PJSIP/boris^384^128',
    expect.stringMatching(/^PJSIP\/desk1\^256\^(0~128|128~0)$/),
  ]);
  expect(value('SAFETY_NET_WAIT_49305550')?.split('&').toSorted()).toEqual(['0', '128']);
  expect(value('SAFETY_NET_FOR_102')).toBe('PJSIP/clara^512&PJSIP/boris^384');
  expect(value('SAFETY_NET_WAIT_102')).toBe('-');
  expect(value('SAFETY_NET_FOR_199'), 'there is nobody').toBe('-');
});

test.each([
  ['required', 'no'],
  ['if possible', 'yes'],
] as const)('a phone whose encryption is %s', (encryption, optimistic) => {
  const plan = planOf({ phones: ['anna', 'boris'] });
  const anna = { ...plan.agents['anna'], encryption } as (typeof plan.agents)[string];
  const credentials = ['anna', 'boris'].map((user) => ({ user, password: 'secret' }));
  const { text } = pjsipFile({ ...plan, agents: { ...plan.agents, anna } }, credentials, () => undefined);
  const sections = read(text);
  expect(sections.get('anna endpoint')?.get('media_encryption')).toEqual(['sdes']);
  expect(sections.get('anna endpoint')?.get('media_encryption_optimistic')).toEqual([optimistic]);
  expect(sections.get('boris endpoint')?.has('media_encryption')).toBe(false);
});

test('calls from the caller page begin in a context of their own, which has its numbers and nothing else', () => {
  const page = { numbers: { '101': 'Sales' }, callsAtOnce: 3, callsAnHour: 60, callsAnHourFromOne: 6 };
  const plan = { ...planOf({ phones: ['anna'] }), callerPage: page };
  const { text } = written(plan, [
    { user: 'anna', password: 'pw' },
    { user: 'caller-page', password: 'key' },
  ]);
  const sections = read(text);
  const endpoint = sections.get('caller-page endpoint');
  expect(endpoint?.get('context')).toEqual(['from-caller-page']);
  expect(endpoint?.get('identify_by')).toEqual(['header']);
  expect(endpoint?.get('allow_transfer')).toEqual(['no']);
  expect(endpoint?.has('aors'), 'it registers nowhere').toBe(false);
  expect(sections.get('caller-page-page identify')?.get('match_header')).toEqual(['X-Cordboard-Key: key']);
  expect(read(extensionsFile(plan)).get('from-caller-page')).toEqual(
    new Map([
      ['exten', ['101,1,MSet(CALLERID(num)=,CALLERID(name)=From the browser)']],
      ['same', ['n,Goto(from-line,101,1)']],
    ]),
  );
});
