import { asteriskFolders } from '../../asterisk/host/folders.ts';
import { portHolder } from '../../asterisk/host/port-holder.ts';
import { bindProblem } from '../../asterisk/host/ports.ts';
import { findRunning } from '../../asterisk/host/running.ts';
import type { PortRange } from '../../settings/settings.ts';
import { type Check, type Diagnosis, error, ok, warning } from './check.ts';

export const ports: Check = {
  title: 'Ports',
  async look({ settings: { home, sip, http, rtp, foreignAsterisk }, status }) {
    // While our engine runs, it uses them itself.
    if (status) {
      const own = status.sip && `SIP ${status.sip.port} on ${status.sip.address}`;
      return [
        ok(own ? `${own} is in use by the running engine` : 'the running engine uses no SIP port of its own'),
      ];
    }
    const found = [await one('tcp', http.address, http.port, 'HTTP', 'CORDBOARD_HTTP_PORT')];
    // A killed engine leaves its Asterisk running for the next one, with calls on it.
    const left = foreignAsterisk ? undefined : await findRunning(asteriskFolders(home).base);
    if (!foreignAsterisk && left === undefined) {
      found.push(await one('udp', sip.address, sip.port, 'SIP', 'CORDBOARD_SIP_PORT'));
      found.push(await one('tcp', sip.address, sip.port, 'SIP', 'CORDBOARD_SIP_PORT'));
      found.push(await media(sip.address, rtp));
    }
    const wrong = found.filter((diagnosis) => diagnosis !== undefined);
    if (wrong.length > 0) return wrong;
    if (left !== undefined)
      return [
        ok(`HTTP ${http.port} is free; our Asterisk (process ${left.pid}) runs and waits for an engine`),
      ];
    return [ok(`SIP ${sip.port}, HTTP ${http.port} and RTP ${rtp.first}-${rtp.last} are free`)];
  },
};

async function one(
  protocol: 'tcp' | 'udp',
  address: string,
  port: number,
  what: string,
  setting: string,
): Promise<Diagnosis | undefined> {
  const problem = await bindProblem(protocol, address, port);
  if (problem === undefined) return undefined;
  const place = `${what} port ${port} (${protocol}) on ${address}`;
  if (problem === 'EACCES')
    return error(`no permission to listen on ${place}`, `set ${setting} to a port above 1023`);
  if (problem === 'EADDRNOTAVAIL') {
    return error(`this machine has no address ${address}`, `correct ${setting.replace('PORT', 'ADDRESS')}`);
  }
  const holder = await portHolder(protocol, port);
  return error(
    `${place} is in use${holder === undefined ? '' : ` by ${holder}`}`,
    `stop that program, or set ${setting} to another port`,
  );
}

/** There are thousands of ports, so only a sample is checked. */
async function media(address: string, { first, last }: PortRange): Promise<Diagnosis | undefined> {
  const step = Math.max(1, Math.floor((last - first) / 20));
  const taken: number[] = [];
  for (let port = first; port <= last; port += step) {
    if ((await bindProblem('udp', address, port)) !== undefined) taken.push(port);
  }
  if (taken.length === 0) return undefined;
  return warning(
    `some RTP ports are in use (${taken.slice(0, 5).join(', ')})`,
    'set CORDBOARD_RTP_PORTS to a range that no other program uses',
  );
}
