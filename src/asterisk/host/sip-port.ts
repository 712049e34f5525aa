import { portHolder } from './port-holder.ts';
import { bindProblem } from './ports.ts';
import { AsteriskUnavailable } from './unavailable.ts';

/** Fails with `AsteriskUnavailable` if Asterisk could not listen there on UDP and TCP, and says who does. */
export async function ensureSipPortFree(address: string, port: number): Promise<void> {
  for (const protocol of ['udp', 'tcp'] as const) {
    const problem = await bindProblem(protocol, address, port);
    if (problem === undefined) continue;
    const where = `${protocol.toUpperCase()} port ${port}`;
    const another = 'set CORDBOARD_SIP_PORT to another port, or stop the other program';
    switch (problem) {
      case 'EADDRINUSE': {
        const holder = (await portHolder(protocol, port)) ?? 'another program';
        throw new AsteriskUnavailable('sip_port_taken', `${where} is in use by ${holder}: ${another}`);
      }
      case 'EACCES':
        throw new AsteriskUnavailable(
          'sip_port_taken',
          `only root may use ${where}: set CORDBOARD_SIP_PORT to a port above 1023`,
        );
      case 'EADDRNOTAVAIL':
      case 'ENOTFOUND':
        throw new AsteriskUnavailable(
          'sip_port_taken',
          `this machine has no address ${address}: set CORDBOARD_SIP_ADDRESS (0.0.0.0 means all)`,
        );
      default:
        throw new AsteriskUnavailable(
          'sip_port_taken',
          `${where} on ${address} cannot be used (${problem}): ${another}`,
        );
    }
  }
}
