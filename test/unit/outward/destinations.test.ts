/** Which addresses may be called, and that a name which changes its mind in between gains nothing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { Poster, type Resolve } from '../../../src/outward/http/post.ts';
import { signedHeaders } from '../../../src/outward/http/signature.ts';
import { Destinations, isDestination } from '../../../src/shared/destinations.ts';

const inside = [
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '2001:db8::1',
  '2002:a00:1::1',
  '::ffff:127.0.0.1',
  '::ffff:a00:1',
  '64:ff9b::10.0.0.1',
  '::127.0.0.1',
];
const outside = ['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:2800:220:1::1', '::ffff:8.8.8.8'];

describe('addresses', () => {
  const none = new Destinations();
  test.each(inside)('%s is inside, and not called', (address) => {
    expect(none.mayCall(address, 'crm.example.com')).toBe(false);
  });
  test.each(outside)('%s is public', (address) => {
    expect(none.mayCall(address, 'crm.example.com')).toBe(true);
  });

  test('what is named by hand may be called: a host, an address, a network, and nothing beside it', () => {
    const some = new Destinations(['CRM.internal', '10.0.5.7', '192.168.8.0/24', 'fd00::/8']);
    expect(some.mayCall('10.9.9.9', 'crm.internal')).toBe(true);
    expect(some.mayCall('10.0.5.7', 'x')).toBe(true);
    expect(some.mayCall('10.0.5.8', 'x')).toBe(false);
    expect(some.mayCall('192.168.8.200', 'x')).toBe(true);
    expect(some.mayCall('192.168.9.1', 'x')).toBe(false);
    expect(some.mayCall('fd00::5', 'x')).toBe(true);
    expect(some.mayCall('::ffff:10.0.5.7', 'x')).toBe(true);
    expect(some.isNamed('crm.internal')).toBe(true);
    expect(some.isNamed('[fd00::5]')).toBe(true);
    expect(some.isNamed('crm.example.com')).toBe(false);
  });

  test('the setting takes hosts, addresses and networks', () => {
    for (const right of ['crm', 'crm.internal', '10.0.0.1', '10.0.0.0/8', 'fd00::/8', '::1'])
      expect(isDestination(right), right).toBe(true);
    for (const wrong of ['http://crm', 'crm/8', '10.0.0.0/33', '10.0.0.0/x', '-crm', 'a b'])
      expect(isDestination(wrong), wrong).toBe(false);
  });
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening(answer: Parameters<typeof createServer>[1]): Promise<number> {
  const server = createServer(answer as never);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const ask = { headers: {}, body: '{}', deadline: 5000, mostBytes: 100 };

describe('requests', () => {
  test.each([
    ['http://crm.example.com/', 'https://'],
    ['https://127.0.0.1/', 'inside your network'],
    ['https://[::1]:8443/', 'inside your network'],
    ['https://2130706433/', 'inside your network'],
    ['https://0x7f.1/', 'inside your network'],
    ['https://user:secret@crm.example.com/', 'user name'],
    ['file:///etc/passwd', 'https://'],
    ['nonsense', 'not a URL'],
  ])('%s is refused before anything is asked', (url, why) => {
    const problem = new Poster(new Destinations()).problemWith(url);
    expect(problem).toContain(why);
    expect(problem).not.toContain('secret@');
  });

  test('a public name that leads inside is refused, whatever it said before', async () => {
    const answers = ['93.184.216.34', '169.254.169.254'];
    const resolve: Resolve = async () => [{ address: answers.pop() ?? '', family: 4 }];
    const poster = new Poster(new Destinations(), resolve);
    expect(await poster.post({ url: 'https://rebinding.example.com/', ...ask })).toMatchObject({
      answered: false,
      why: 'refused',
      reason: expect.stringContaining('169.254.169.254'),
    });
    poster.close();
  });

  test('the connection goes to the address that was judged, and the name is asked for once', async () => {
    const port = await listening((request, response) => response.end(request.headers.host));
    let asked = 0;
    const resolve: Resolve = async () => {
      asked += 1;
      return [{ address: '127.0.0.1', family: 4 }];
    };
    const poster = new Poster(new Destinations(['crm.internal']), resolve);
    const reply = await poster.post({ url: `http://crm.internal:${port}/`, ...ask });
    expect(reply).toMatchObject({ answered: true, status: 200, body: `crm.internal:${port}` });
    expect(asked).toBe(1);
    poster.close();
  });

  test('redirects are not followed, long answers are cut, and silence ends', async () => {
    let followed = 0;
    const port = await listening((request, response) => {
      if (request.url === '/inside') followed += 1;
      if (request.url === '/moved') response.writeHead(302, { location: '/inside' }).end();
      if (request.url === '/long') {
        const more = setInterval(() => response.write('x'.repeat(1000)), 1);
        response.on('close', () => clearInterval(more));
      }
    });
    const poster = new Poster(new Destinations(['127.0.0.0/8']));
    const url = (path: string) => `http://127.0.0.1:${port}${path}`;
    expect(await poster.post({ url: url('/moved'), ...ask })).toMatchObject({ answered: true, status: 302 });
    expect(followed).toBe(0);
    expect(await poster.post({ url: url('/long'), ...ask })).toMatchObject({
      answered: true,
      isCut: true,
      body: 'x'.repeat(100),
    });
    expect(await poster.post({ url: url('/silent'), ...ask, deadline: 100 })).toMatchObject({
      answered: false,
      why: 'failed',
      reason: 'no answer within 0.1 s',
      mayHaveArrived: true,
    });
    expect(await poster.post({ url: 'http://127.0.0.1:1/', ...ask })).toMatchObject({
      answered: false,
      reason: 'ECONNREFUSED',
      mayHaveArrived: false,
    });
    poster.close();
  });
});

test('signatures are those of the Standard Webhooks libraries', () => {
  // The vector of their test suites.
  const headers = signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}', [
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  ]);
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});
