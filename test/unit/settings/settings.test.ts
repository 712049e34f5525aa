import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings, type Settings } from '../../../src/settings/settings.ts';

function settings(environment: Record<string, string>): Settings {
  const read = readSettings(environment, '/srv/place');
  if (!read.ok) throw new Error(read.problems.join('; '));
  return read.settings;
}

function problems(environment: Record<string, string>): readonly string[] {
  const read = readSettings(environment, '/srv/place');
  return read.ok ? [] : read.problems;
}

const foreign = {
  CORDBOARD_ARI_URL: 'http://eva:p%40ss@pbx.example:8088/ari',
  CORDBOARD_AMI_URL: 'tcp://max:geheim@pbx.example',
  CORDBOARD_ASTERISK_CONF: 'generated',
};

describe('servers for browser phones at home', () => {
  const servers = (all: string) => problems({ CORDBOARD_ICE_SERVERS: all, CORDBOARD_TURN_SECRET: 'x' });

  test.each([
    'stun:stun.example.com turn:turn.example.com:3478?transport=udp',
    'turn:turn.example.com:3478?transport=tcp,turns:turn.example.com:5349',
    'turns:turn.example.com:443?transport=tcp',
    'turns:[2001:db8::7]:5349 stuns:203.0.113.7',
  ])('%s', (all) => {
    expect(servers(all)).toEqual([]);
  });

  // Chromium throws away all servers for one of these, or cannot use it.
  test.each([
    'turn:turn.example.com stun:stun.example.com?transport=udp',
    'turns:turn.example.com?transport=udp',
    'turn:turn.example.com?transport=tls',
    'turn:2001:db8::7:3478',
    'turn://turn.example.com',
    'turns:',
  ])('%s is refused', (all) => {
    expect(servers(all)).toEqual([expect.stringContaining('should look like')]);
  });
});

describe('with nothing set', () => {
  test('everything has its default, within the working directory', () => {
    expect(settings({})).toMatchObject({
      home: '/srv/place/.cordboard',
      sip: { address: '0.0.0.0', port: 5060 },
      http: { address: '127.0.0.1', port: 8080 },
      rtp: { first: 10_000, last: 20_000 },
      asteriskRoot: '/srv/place/.cordboard/asterisk-root',
      logLevel: 'info',
      durability: 'process',
      recordDays: 7,
      freezeLimit: 45,
    });
    expect(settings({})).not.toHaveProperty('foreignAsterisk');
  });

  test('the plan is the demo plan of the package, wherever one stands', () => {
    expect(settings({}).plan).toBe(join(import.meta.dirname, '../../../plans/demo.yaml'));
  });

  test('an empty value is no value', () => {
    expect(settings({ CORDBOARD_HOME: '', CORDBOARD_SIP_PORT: ' ' })).toEqual(settings({}));
  });
});

describe('N19: a variable that looks like a setting and is none', () => {
  const unknown = (environment: Record<string, string>): readonly string[] => {
    const read = readSettings(environment, '/srv/place');
    return read.ok ? read.unknown : [];
  };

  test('is named with the nearest right name', () => {
    expect(unknown({ CORDBOARD_SIP_ADRESS: '127.0.0.1' })).toEqual([
      'CORDBOARD_SIP_ADRESS is not a setting of Cordboard and has no effect (did you mean CORDBOARD_SIP_ADDRESS?)',
    ]);
  });

  test('is named alone when nothing is near', () => {
    expect(unknown({ CORDBOARD_WEATHER_OF_YESTERDAY: 'x' })).toEqual([
      expect.stringContaining('(see docs/settings.md)'),
    ]);
  });

  test('settings, and variables of other programs, are not named', () => {
    expect(
      unknown({ CORDBOARD_HOME: 'x', CORDBOARD_ARI_URL: '', CORDBOARD_TEST_FAST: '1', PATH: '' }),
    ).toEqual([]);
  });
});

test('a stored turn may be asked to survive a power cut', () => {
  expect(settings({ CORDBOARD_DURABILITY: 'power' }).durability).toBe('power');
  expect(problems({ CORDBOARD_DURABILITY: 'disk' })).toEqual([
    'CORDBOARD_DURABILITY is "disk", but should be one of process, power',
  ]);
});

test('a frozen engine is killed after a while, or never', () => {
  expect(settings({ CORDBOARD_FREEZE_LIMIT: '0' }).freezeLimit).toBe(0);
  expect(problems({ CORDBOARD_FREEZE_LIMIT: 'soon' })).toEqual([
    'CORDBOARD_FREEZE_LIMIT is "soon", but must be a number of seconds from 1 to 9999, or 0 for never',
  ]);
});

test('turns are recorded for a week, or as long as one likes, or not at all', () => {
  expect(settings({}).recordDays).toBe(7);
  expect(settings({ CORDBOARD_RECORD_DAYS: '0' }).recordDays).toBe(0);
  expect(problems({ CORDBOARD_RECORD_DAYS: 'a week' })).toEqual([
    'CORDBOARD_RECORD_DAYS is "a week", but must be a number of days from 0 to 999',
  ]);
});

describe('paths', () => {
  test('are taken from the working directory and made absolute', () => {
    expect(settings({ CORDBOARD_HOME: 'state', CORDBOARD_PLAN: '../shop.yaml' })).toMatchObject({
      home: '/srv/place/state',
      plan: '/srv/shop.yaml',
      asteriskRoot: '/srv/place/state/asterisk-root',
    });
  });

  test('may begin with the home folder', () => {
    expect(settings({ CORDBOARD_HOME: '~/cord' }).home).toBe(join(homedir(), 'cord'));
  });
});

describe('ports', () => {
  test.each(['0', '65536', '-1', '5060.5', '5o60', '0x10', '1e3'])('%s is refused by name', (port) => {
    expect(problems({ CORDBOARD_SIP_PORT: port })).toEqual([
      `CORDBOARD_SIP_PORT is "${port}", but must be a port from 1 to 65535`,
    ]);
  });

  test.each(['10000', '10000-', '20000-10000', '10000-10002', '1-70000', 'a-b'])(
    '%s is no range of media ports',
    (range) => {
      expect(problems({ CORDBOARD_RTP_PORTS: range })).toEqual([
        expect.stringContaining(`CORDBOARD_RTP_PORTS is "${range}"`),
      ]);
    },
  );

  test('may not be used twice', () => {
    expect(problems({ CORDBOARD_SIP_PORT: '8080' })).toEqual([expect.stringContaining('both 8080')]);
    expect(problems({ CORDBOARD_SIP_PORT: '15060' })).toEqual([
      'CORDBOARD_SIP_PORT (15060) is inside CORDBOARD_RTP_PORTS (10000-20000)',
    ]);
  });

  test('each wrong setting is told, not only the first', () => {
    const wrong = { CORDBOARD_SIP_PORT: 'x', CORDBOARD_HTTP_PORT: 'y', CORDBOARD_LOG_LEVEL: 'loud' };
    expect(problems(wrong)).toHaveLength(3);
  });
});

describe('an Asterisk that somebody else runs', () => {
  test('is reached by what its addresses say', () => {
    expect(settings(foreign).foreignAsterisk).toEqual({
      ari: { url: 'http://pbx.example:8088', user: 'eva', password: 'p@ss' },
      ami: { host: 'pbx.example', port: 5038, user: 'max', password: 'geheim' },
      confDirectory: '/srv/place/generated',
    });
  });

  test('needs all three settings, and is told which are missing', () => {
    const { CORDBOARD_ARI_URL } = foreign;
    expect(problems({ CORDBOARD_ARI_URL })).toEqual([
      expect.stringContaining('not set: CORDBOARD_AMI_URL, CORDBOARD_ASTERISK_CONF'),
    ]);
  });

  test.each(['pbx.example:8088', 'ftp://eva:geheim@pbx', 'http://eva:@pbx', 'http://pbx:8088'])(
    '%s is no address of it, and is not repeated, for it may hold a password',
    (address) => {
      const told = problems({ ...foreign, CORDBOARD_ARI_URL: address });
      expect(told).toEqual(['CORDBOARD_ARI_URL should look like http://user:password@host:8088']);
    },
  );
});

test('SIP over TLS is off, or has a port and both files', () => {
  const paths = { CORDBOARD_TLS_CERTIFICATE: 'a.pem', CORDBOARD_TLS_KEY: '/b.pem' };
  expect(readSettings({}, '/srv')).not.toMatchObject({ settings: { sip: { tls: {} } } });
  expect(readSettings({ ...paths, CORDBOARD_SIP_TLS_PORT: '5061' }, '/srv')).toMatchObject({
    ok: true,
    settings: { sip: { tls: { port: 5061, certificate: '/srv/a.pem', key: '/b.pem' } } },
  });
  expect(readSettings(paths, '/srv')).toMatchObject({
    ok: false,
    problems: [expect.stringContaining('not all of them are set')],
  });
  expect(readSettings({ ...paths, CORDBOARD_SIP_TLS_PORT: '5060' }, '/srv')).toMatchObject({ ok: false });
});

test('HTTPS has both files, and may share its key with SIP', () => {
  const web = { CORDBOARD_TLS_CERT: 'c.pem', CORDBOARD_TLS_KEY: '/k.pem' };
  expect(readSettings(web, '/srv')).toMatchObject({
    ok: true,
    settings: { http: { tls: { certificate: '/srv/c.pem', key: '/k.pem' } } },
  });
  expect(readSettings({ CORDBOARD_TLS_CERT: 'c.pem' }, '/srv')).toMatchObject({ ok: false });
  const both = { ...web, CORDBOARD_TLS_CERTIFICATE: 's.pem', CORDBOARD_SIP_TLS_PORT: '5061' };
  expect(readSettings(both, '/srv')).toMatchObject({
    ok: true,
    settings: { sip: { tls: { certificate: '/srv/s.pem', key: '/k.pem' } } },
  });
});

describe('the mail server', () => {
  const smtp = { CORDBOARD_SMTP_HOST: 'smtp.example.com', CORDBOARD_SMTP_FROM: 'Calls <calls@example.com>' };

  test('is none unless it is set, and is used with encryption', () => {
    expect(settings({})).not.toHaveProperty('smtp');
    expect(settings(smtp).smtp).toEqual({
      host: 'smtp.example.com',
      port: 587,
      from: 'Calls <calls@example.com>',
      tls: 'starttls',
    });
    const login = {
      CORDBOARD_SMTP_USER: 'calls',
      CORDBOARD_SMTP_PASSWORD: 'x',
      CORDBOARD_SMTP_TLS: 'implicit',
    };
    expect(settings({ ...smtp, ...login }).smtp).toMatchObject({ port: 465, user: 'calls', password: 'x' });
  });

  test('needs a sender, a whole log-in, and encryption for a password', () => {
    expect(problems({ CORDBOARD_SMTP_HOST: 'smtp.example.com' }).join()).toContain(
      'CORDBOARD_SMTP_FROM should',
    );
    expect(problems({ ...smtp, CORDBOARD_SMTP_FROM: 'nobody' }).join()).toContain(
      'CORDBOARD_SMTP_FROM should',
    );
    expect(problems({ CORDBOARD_SMTP_FROM: 'calls@example.com' }).join()).toContain(
      'not CORDBOARD_SMTP_HOST',
    );
    expect(problems({ ...smtp, CORDBOARD_SMTP_USER: 'calls' }).join()).toContain('set both, or neither');
    const login = { CORDBOARD_SMTP_USER: 'calls', CORDBOARD_SMTP_PASSWORD: 'x', CORDBOARD_SMTP_TLS: 'off' };
    expect(problems({ ...smtp, ...login }).join()).toContain('unencrypted');
    expect(problems({ ...smtp, ...login, CORDBOARD_SMTP_HOST: '127.0.0.1' })).toEqual([]);
  });

  test('alarms go to addresses, and only if there is a server', () => {
    expect(settings({ ...smtp, CORDBOARD_ALARM_MAIL: 'a@example.com, b@example.com' }).alarmMail).toEqual([
      'a@example.com',
      'b@example.com',
    ]);
    expect(problems({ ...smtp, CORDBOARD_ALARM_MAIL: 'ops' }).join()).toContain('"ops"');
    expect(problems({ CORDBOARD_ALARM_MAIL: 'a@example.com' }).join()).toContain('not CORDBOARD_SMTP_HOST');
  });

  test('links in mails go to the address that people know', () => {
    expect(settings({ CORDBOARD_PUBLIC_URL: 'https://calls.example.com/' }).publicUrl).toBe(
      'https://calls.example.com',
    );
    expect(problems({ CORDBOARD_PUBLIC_URL: 'calls.example.com' }).join()).toContain('CORDBOARD_PUBLIC_URL');
  });
});

test('trusted proxies are addresses and networks', () => {
  expect(settings({}).http).not.toHaveProperty('trustedProxies');
  expect(settings({ CORDBOARD_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/24 ::1' }).http.trustedProxies).toEqual([
    '127.0.0.1',
    '10.0.0.0/24',
    '::1',
  ]);
  for (const wrong of ['proxy.example.com', '10.0.0.0/33', '0.0.0.0/0', '::/0', '10.0.0.0/8/8', 'true'])
    expect(readSettings({ CORDBOARD_TRUSTED_PROXIES: wrong }, '/srv'), wrong).toMatchObject({
      ok: false,
      problems: [expect.stringContaining(wrong)],
    });
});

test('an identity provider: all three or none, over HTTPS unless it is on this machine', () => {
  const oidc = {
    CORDBOARD_OIDC_ISSUER: 'https://id.example.com',
    CORDBOARD_OIDC_CLIENT_ID: 'cordboard',
    CORDBOARD_OIDC_CLIENT_SECRET: 'x',
  };
  expect(settings({})).not.toHaveProperty('oidc');
  expect(settings(oidc).oidc).toEqual({
    issuer: 'https://id.example.com',
    clientId: 'cordboard',
    clientSecret: 'x',
    claim: 'preferred_username',
    title: 'id.example.com',
  });
  const named = { ...oidc, CORDBOARD_OIDC_NAME: 'House ID', CORDBOARD_OIDC_CLAIM: 'email' };
  expect(settings(named).oidc).toMatchObject({ title: 'House ID', claim: 'email' });
  expect(problems({ CORDBOARD_OIDC_ISSUER: 'https://id.example.com' }).join()).toContain('set all three');
  expect(problems({ ...oidc, CORDBOARD_OIDC_ISSUER: 'http://id.example.com' }).join()).toContain('https://');
  expect(settings({ ...oidc, CORDBOARD_OIDC_ISSUER: 'http://127.0.0.1:8081' }).oidc).toBeDefined();
});

describe('evidence of calls', () => {
  test('is kept for a week; SIP messages when they are wanted', () => {
    expect(settings({}).evidence).toEqual({ days: 7, megabytes: 200, messages: false });
    expect(settings({ CORDBOARD_SIP_MESSAGES: 'yes', CORDBOARD_EVIDENCE_MB: '50' }).evidence).toEqual({
      days: 7,
      megabytes: 50,
      messages: true,
    });
  });

  test('of an Asterisk of your own comes to an address, with a password', () => {
    const listens = { CORDBOARD_EVIDENCE_LISTEN: '127.0.0.1:9060', CORDBOARD_EVIDENCE_PASSWORD: 'sesame' };
    expect(settings({ ...foreign, ...listens }).evidence).toMatchObject({
      messages: true,
      listen: { address: '127.0.0.1', port: 9060, password: 'sesame' },
    });
    expect(problems(listens)).toEqual([expect.stringContaining('needs no setting')]);
    expect(problems({ ...foreign, CORDBOARD_EVIDENCE_LISTEN: 'here' })).toEqual([
      'CORDBOARD_EVIDENCE_LISTEN is "here", but should look like 127.0.0.1:9060',
      'CORDBOARD_EVIDENCE_LISTEN is set, but not CORDBOARD_EVIDENCE_PASSWORD',
    ]);
    expect(problems({ CORDBOARD_EVIDENCE_MB: 'much' })).toHaveLength(1);
  });
});

test('a helpdesk has an address, a token, a group, and secrets that replace each other', () => {
  const helpdesk = {
    CORDBOARD_HELPDESK_URL: 'https://helpdesk.example.com/',
    CORDBOARD_HELPDESK_TOKEN: 'a-token',
    CORDBOARD_HELPDESK_SECRET: 'a-secret-of-the-helpdesk the-one-that-was-before',
  };
  const read = readSettings(helpdesk, '/srv');
  expect(read.ok && read.settings.helpdesk).toEqual({
    url: 'https://helpdesk.example.com',
    token: 'a-token',
    group: 'Users',
    secrets: ['a-secret-of-the-helpdesk', 'the-one-that-was-before'],
  });
  for (const [more, said] of [
    [{ CORDBOARD_HELPDESK_URL: '' }, 'not CORDBOARD_HELPDESK_URL'],
    [{ CORDBOARD_HELPDESK_URL: 'helpdesk' }, 'should look like https://'],
    [{ CORDBOARD_HELPDESK_TOKEN: '' }, 'CORDBOARD_HELPDESK_TOKEN must'],
    [{ CORDBOARD_HELPDESK_SECRET: 'short' }, 'at least 16 characters'],
  ] as const)
    expect(problems({ ...helpdesk, ...more }).join()).toContain(said);
});

test('a collector of traces has an address and headers, as OpenTelemetry writes them', () => {
  const read = (more: Record<string, string>) => {
    const result = readSettings({ CORDBOARD_OTLP_ENDPOINT: 'http://collector:4318/', ...more }, '/srv');
    return result.ok && result.settings.otlp;
  };
  expect(read({ CORDBOARD_OTLP_HEADERS: 'Authorization=Bearer%20abc, x-tenant=office' })).toEqual({
    url: 'http://collector:4318/v1/traces',
    headers: { authorization: 'Bearer abc', 'x-tenant': 'office' },
  });
  expect(read({ CORDBOARD_OTLP_ENDPOINT: 'https://otel.example.com/office/v1/traces' })).toEqual({
    url: 'https://otel.example.com/office/v1/traces',
    headers: {},
  });
  expect(problems({ CORDBOARD_OTLP_ENDPOINT: 'collector:4318' }).join()).toContain(
    'should look like http://',
  );
  expect(problems({ CORDBOARD_OTLP_HEADERS: 'a=b' }).join()).toContain('not CORDBOARD_OTLP_ENDPOINT');
  for (const wrong of ['Bearer secret', 'a=%E0%A4%A', 'a=b%0d%0ax: y']) {
    const said = problems({ CORDBOARD_OTLP_ENDPOINT: 'http://c:4318', CORDBOARD_OTLP_HEADERS: wrong }).join();
    expect(said).toContain('should look like authorization=');
    expect(said).not.toContain(wrong);
  }
});
