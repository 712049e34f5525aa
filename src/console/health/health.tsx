/** How the installation is: disk, backups, trunks, refused registrations, alarms, and what the doctor finds. */
import { useEffect, useState } from 'preact/hooks';
import type { Examination, Installation } from '../../contract/health.ts';
import { api } from '../api/api.ts';
import { type Refused, refusedBy } from '../api/request.ts';
import { may } from '../api/session.ts';
import { floor, now } from '../live/live.ts';
import { Cell } from '../parts/cell.tsx';
import { download } from '../parts/download.ts';
import { Failure, Remedy } from '../parts/failure.tsx';
import { Icon } from '../parts/icon.tsx';
import { ListTable } from '../parts/list-table.tsx';
import { Refusal } from '../parts/refusal.tsx';
import { failureInWords } from '../words/failures.ts';
import { bytes, count, dated, moment } from '../words/figures.ts';
import { t } from '../words/words.ts';
import { Alarms } from './alarms.tsx';
import './health.css';

export function Health() {
  const [house, setHouse] = useState<Installation>();
  const [refused, setRefused] = useState<Refused>();
  const words = t().health;
  const read = async (): Promise<void> => {
    const answer = await api.health.show();
    setRefused(refusedBy(answer));
    if (answer.ok) setHouse(answer.value);
  };
  useEffect(() => void read(), []);
  return (
    <div class="list-page">
      <h1>{t().shell.pages.health}</h1>
      <Refusal refused={refused} />
      <Now house={house} />
      {house && (
        <div class="health-cards">
          <Disk house={house} />
          <Backup house={house} again={() => void read()} />
        </div>
      )}
      <Alarms />
      <Doctor />
      <Trunks />
      <LogIns />
      <section aria-labelledby="events">
        <h2 id="events">{words.events}</h2>
        {house && house.events.length === 0 && <p class="soft">{words.noEvents}</p>}
        {house && house.events.length > 0 && (
          <ol class="card health-events">
            {house.events.map(({ at, what, text, code }, i) => (
              <li key={i}>
                <time dateTime={at}>{moment(Date.parse(at), now.peek())}</time>
                <span>
                  <strong>{words.event[what]}</strong>
                  {text !== undefined && (
                    <>
                      {' '}
                      <Failure code={code ?? ''} said={text} />
                    </>
                  )}
                  {code !== undefined && <code class="soft small"> {code}</code>}
                </span>
              </li>
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}

function Now({ house }: { house: Installation | undefined }) {
  const state = floor.house.value;
  const words = t().health;
  if (!state) return null;
  const { health, asteriskRestartFor } = state;
  return (
    <>
      <p class={health.ready ? 'health-ready' : 'health-not'}>
        {health.ready ? words.ready : `${t().shell.notReady}: ${health.reasons.join('; ')}`}{' '}
        {house && (
          <span class="soft small">
            {words.version(house.version)}. {words.since(dated(Date.parse(house.runningSince)))}
          </span>
        )}
      </p>
      {asteriskRestartFor.length > 0 && <p class="note">{words.restart(asteriskRestartFor.join(', '))}</p>}
    </>
  );
}

/** Below this share of it a disk wants looking at. */
const short = 0.1;

function Disk({ house: { disk } }: { house: Installation }) {
  const words = t().health;
  const isShort = disk !== undefined && disk.freeBytes < disk.totalBytes * short;
  return (
    <section class="card health-card" aria-labelledby="disk">
      <h2 id="disk">{words.disk}</h2>
      {disk ? (
        <>
          <p class={isShort ? 'health-not' : ''}>
            {words.free(bytes(disk.freeBytes), bytes(disk.totalBytes))}
          </p>
          <meter
            min={0}
            max={disk.totalBytes}
            high={disk.totalBytes * (1 - short)}
            optimum={0}
            value={disk.totalBytes - disk.freeBytes}
            aria-labelledby="disk"
          />
          <p class="soft small">{words.database(bytes(disk.databaseBytes))}</p>
        </>
      ) : (
        <p class="soft">{words.unknown}</p>
      )}
    </section>
  );
}

function Backup({ house: { lastBackup }, again }: { house: Installation; again: () => void }) {
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const words = t().health;
  const backUp = async (): Promise<void> => {
    setBusy(true);
    const answer = await api.health.backup();
    setBusy(false);
    setRefused(refusedBy(answer));
    if (answer.ok) download(answer.value, `cordboard-${new Date().toISOString().slice(0, 10)}.db`);
    again();
  };
  return (
    <section class="card health-card" aria-labelledby="backup">
      <h2 id="backup">{words.backup}</h2>
      <p>{lastBackup ? words.lastBackup(dated(Date.parse(lastBackup.at)), lastBackup.by) : words.noBackup}</p>
      <Refusal refused={refused} />
      {may('back_up') && (
        <div>
          <button type="button" class="button" disabled={isBusy} onClick={() => void backUp()}>
            {isBusy ? words.backingUp : words.backupNow}
          </button>
        </div>
      )}
    </section>
  );
}

type Severity = Examination['findings'][number]['severity'];
const order: readonly Severity[] = ['error', 'warning', 'ok'];

function Doctor() {
  const [found, setFound] = useState<Examination['findings']>();
  const [refused, setRefused] = useState<Refused>();
  const [isBusy, setBusy] = useState(false);
  const words = t().health;
  const titles = { error: words.errors, warning: words.warnings, ok: words.fine };
  const examine = async (): Promise<void> => {
    setBusy(true);
    const answer = await api.health.doctor();
    setBusy(false);
    setRefused(refusedBy(answer));
    if (answer.ok) setFound(answer.value.findings);
  };
  return (
    <section aria-labelledby="doctor">
      <div class="row spread">
        <h2 id="doctor">{words.doctor}</h2>
        <button type="button" class="button" disabled={isBusy} onClick={() => void examine()}>
          {isBusy ? words.examining : words.examine}
        </button>
      </div>
      <Refusal refused={refused} />
      <div class="health-found" aria-live="polite">
        {found &&
          order.map((severity) => {
            const those = found.filter((one) => one.severity === severity);
            if (those.length === 0) return null;
            return (
              <details key={severity} open={severity !== 'ok'}>
                <summary>
                  {titles[severity]}: {count(those.length)}
                </summary>
                <ul>
                  {those.map(({ check, message, fix, code }, i) => (
                    <li key={i} class={severity === 'ok' ? '' : severity === 'error' ? 'note bad' : 'note'}>
                      {severity !== 'ok' && <Icon name="warning" size={16} />}
                      <span>
                        <strong lang="en">{check}</strong> <Failure code={code ?? ''} said={message} />
                        {fix !== undefined && <Remedy code={code ?? ''} said={fix} />}
                        {code !== undefined && <code class="soft small"> {code}</code>}
                      </span>
                    </li>
                  ))}
                </ul>
              </details>
            );
          })}
      </div>
    </section>
  );
}

function Trunks() {
  const trunks = floor.house.value?.trunks ?? [];
  const words = t().health;
  return (
    <section aria-labelledby="trunks">
      <h2 id="trunks">{words.trunks}</h2>
      {trunks.length === 0 ? (
        <p class="soft">{words.noTrunks}</p>
      ) : (
        <ListTable labelledBy="trunks" heads={[words.trunk, words.server, words.state]}>
          {trunks.map(({ name, server, down, reachable, registration }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <Cell name={words.server}>{server}</Cell>
              <Cell name={words.state}>
                {down !== undefined ? (
                  <span class="health-not">
                    {words.down} {failureInWords(down)} <code class="small">{down}</code>
                  </span>
                ) : reachable === false ? (
                  <span class="health-not">{words.silent}</span>
                ) : reachable === undefined ? (
                  <span class="soft">{words.unknown}</span>
                ) : (
                  words.up
                )}
                {registration !== undefined && (
                  <span class="chip health-chip">
                    {registration === 'registered' ? words.registered : words.notRegistered}
                  </span>
                )}
              </Cell>
            </tr>
          ))}
        </ListTable>
      )}
    </section>
  );
}

function LogIns() {
  const refusedLogIns = floor.house.value?.refusedLogIns ?? [];
  const words = t().health;
  return (
    <section aria-labelledby="log-ins">
      <h2 id="log-ins">{words.logIns}</h2>
      {refusedLogIns.length === 0 ? (
        <p class="soft">{words.noLogIns}</p>
      ) : (
        <ListTable
          labelledBy="log-ins"
          heads={[words.user, words.address, words.why, words.times, words.when]}
        >
          {refusedLogIns.toReversed().map(({ user, from, why, times, at }) => (
            <tr key={`${user} ${from}`}>
              <th scope="row">{user}</th>
              <Cell name={words.address}>{from}</Cell>
              <Cell name={words.why}>
                {failureInWords(why)} <code>{why}</code>
              </Cell>
              <Cell name={words.times}>{count(times)}</Cell>
              <Cell name={words.when}>
                <time dateTime={at}>{moment(Date.parse(at), now.peek())}</time>
              </Cell>
            </tr>
          ))}
        </ListTable>
      )}
    </section>
  );
}
