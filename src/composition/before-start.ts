/** What is looked at before anything is started, and what is installed if it can be. */
import { readFile } from 'node:fs/promises';
import { canInstallPackages, installPackages } from '../asterisk/host/packages.ts';
import { portHolder } from '../asterisk/host/port-holder.ts';
import { bindProblem } from '../asterisk/host/ports.ts';
import type { Progress } from '../asterisk/host/progress.ts';
import { readTls, type TlsFiles } from '../http/tls.ts';
import type { Finding } from '../plan/source/finding.ts';
import { type SpeechCommand, speechCommand } from '../prompts/speech.ts';
import { type RecordingKey, readRecordingKey } from '../recordings/key.ts';
import type { Settings } from '../settings/settings.ts';

/** A setting can be read, but does not fit this machine; nothing has been started. */
export class SettingRefused extends Error {
  override readonly name = 'SettingRefused';
}

/** The plan has errors; nothing has been started. */
export class PlanHasErrors extends Error {
  readonly findings: readonly Finding[];

  constructor(path: string, findings: readonly Finding[]) {
    super(`the plan ${path} has errors`);
    this.findings = findings;
  }
}

/** @throws SettingRefused */
export async function keyOf(setting: Settings['recordingKey']): Promise<RecordingKey | undefined> {
  if (setting === undefined) return undefined;
  const text =
    'text' in setting
      ? setting.text
      : await readFile(setting.file, 'utf8').catch((error: unknown) => {
          throw new SettingRefused(`CORDBOARD_RECORDING_KEY_FILE cannot be read: ${String(error)}`);
        });
  const key = readRecordingKey(text);
  if (key) return key;
  throw new SettingRefused(
    'CORDBOARD_RECORDING_KEY_FILE should hold 64 hexadecimal digits, such as `openssl rand -hex 32` prints',
  );
}

/** @throws SettingRefused */
export async function refuseUnusable(tls: TlsFiles): Promise<void> {
  try {
    await readTls(tls);
  } catch (error) {
    throw new SettingRefused(`CORDBOARD_TLS_CERT, CORDBOARD_TLS_KEY: ${String(error)}`);
  }
}

/** Better said now than after a minute of setting up. */
export async function refuseTakenPort(address: string, port: number): Promise<void> {
  if ((await bindProblem('tcp', address, port)) !== 'EADDRINUSE') return;
  const holder = (await portHolder('tcp', port)) ?? 'another program';
  throw new Error(`TCP port ${port} is in use by ${holder}: set CORDBOARD_HTTP_PORT to another port`);
}

/** Texts can be left unspoken; a start is not refused for that. */
export async function speechOrInstall(
  setting: string | undefined,
  progress: Progress,
): Promise<SpeechCommand | undefined> {
  const speech = await speechCommand(setting);
  if (speech !== undefined || !(await canInstallPackages())) return speech;
  try {
    await installPackages(['espeak-ng'], progress);
  } catch (error) {
    progress.note(error instanceof Error ? error.message : String(error));
  }
  return speechCommand(setting);
}
