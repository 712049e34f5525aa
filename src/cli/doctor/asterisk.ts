import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AriAnswer, askAri } from '../../asterisk/host/listeners.ts';
import {
  type AsteriskProgram,
  installedProgram,
  majorVersion,
  oldestUsable,
} from '../../asterisk/host/program.ts';
import { canMakeRoot } from '../../asterisk/host/root.ts';
import type { ForeignAsterisk } from '../../settings/settings.ts';
import { count } from '../../shared/count.ts';
import { type Check, type Diagnosis, error, ok, type Surroundings, warning } from './check.ts';
import { askOwnAsterisk, judgeOwnAsterisk } from './own-asterisk.ts';

/** Without one of these, calls, speech, music or recordings fail. */
const MODULES = [
  'res_ari_asterisk',
  'res_ari_channels',
  'res_ari_bridges',
  'res_ari_playbacks',
  'res_ari_recordings',
  'res_ari_events',
  'res_stasis',
  'res_http_websocket',
  'res_pjsip',
  'res_pjsip_registrar',
  'chan_pjsip',
  'res_rtp_asterisk',
  'res_musiconhold',
  'codec_ulaw',
  'codec_alaw',
  'format_wav',
];

export const asterisk: Check = {
  title: 'Asterisk',
  async look({ settings, status, asterisk: program }) {
    if (settings.foreignAsterisk) return foreign(settings.foreignAsterisk, status);
    return program
      ? [ok(`version ${program.version} (${program.command.at(-1)})`), ...modules(program)]
      : [await none()];
  },
};

async function foreign(
  theirs: ForeignAsterisk,
  status: Surroundings['status'],
): Promise<readonly Diagnosis[]> {
  const { ari, confDirectory } = theirs;
  const answer = await askAri(ari);
  if (answer.state !== 'ready') return [unusable(answer, ari.url)];
  const phones = (status?.agents ?? []).flatMap(({ phone }) => phone.split(', '));
  return [
    judgeVersion(answer.version, ari.url),
    ...judgeOwnAsterisk(await askOwnAsterisk(theirs), phones, confDirectory),
  ];
}

function unusable(answer: Exclude<AriAnswer, { state: 'ready' }>, url: string): Diagnosis {
  switch (answer.state) {
    case 'booting':
      return warning(`the Asterisk at ${url} is still starting`, 'run the doctor again in a few seconds');
    case 'refused':
      return error(
        `the Asterisk at ${url} rejects our user or password`,
        'compare CORDBOARD_ARI_URL with the ari.conf there',
      );
    case 'silent':
      return error(
        `no Asterisk answers at ${url}: ${answer.because}`,
        'start it and enable HTTP and ARI there (http.conf, ari.conf), or unset CORDBOARD_ARI_URL to use the Asterisk that Cordboard brings',
      );
  }
}

export function judgeVersion(version: string, where: string): Diagnosis {
  if (Number.parseInt(version, 10) >= oldestUsable) return ok(`version ${version} at ${where}`);
  return error(
    `version ${version} at ${where} is too old`,
    `upgrade it to ${oldestUsable} or newer; 22 is the tested version`,
  );
}

function modules({ modules: folder }: AsteriskProgram): Diagnosis[] {
  const missing = MODULES.filter((name) => !existsSync(join(folder, `${name}.so`)));
  if (missing.length === 0) return [];
  return [
    error(
      `${count(missing.length, 'module is', 'modules are')} missing in ${folder}: ${missing.join(', ')}`,
      'install the package with these modules (Debian: asterisk-modules), or build Asterisk with them',
    ),
  ];
}

/** There is no Asterisk that can be used. */
async function none(): Promise<Diagnosis> {
  const installed = await installedProgram();
  const what =
    installed && majorVersion(installed) < oldestUsable
      ? `the installed Asterisk ${installed.version} is too old`
      : 'no Asterisk is installed on this machine';
  if (await canMakeRoot()) {
    return warning(what, 'nothing to do: `npm start` downloads one into the state folder (about 600 MB)');
  }
  return error(what, `install Asterisk ${oldestUsable} or newer, or use Docker: \`docker compose up\``);
}
