// What `docker compose` would make of the service in compose.yaml, as options of `run`: so that it is compose.yaml that is
// tried out. A key that is not known here fails, rather than being left out in silence.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';

/** `environment` goes above what the file says; named volumes get a prefix, as compose gives them one. */
export function runOptions(path, { environment, volumePrefix }) {
  const { services } = parse(readFileSync(path, 'utf8'));
  const service = { ...services.cordboard };
  service.environment = { ...service.environment, ...environment };
  const volume = (text) =>
    text.startsWith('.')
      ? resolve(dirname(path), text.split(':')[0]) + text.slice(text.indexOf(':'))
      : `${volumePrefix}-${text}`;
  const known = {
    build: () => [],
    image: () => [],
    stop_grace_period: () => [],
    // The test starts it again by itself.
    restart: () => [],
    network_mode: (mode) => [`--network=${mode}`],
    environment: (variables) =>
      Object.entries(variables).flatMap(([key, value]) => ['-e', `${key}=${value}`]),
    volumes: (volumes) => volumes.flatMap((text) => ['-v', volume(text)]),
    read_only: (yes) => (yes ? ['--read-only'] : []),
    tmpfs: (paths) => paths.flatMap((one) => ['--tmpfs', one]),
    cap_drop: (names) => names.flatMap((one) => ['--cap-drop', one]),
    security_opt: (names) => names.flatMap((one) => ['--security-opt', one]),
  };
  return Object.entries(service).flatMap(([key, value]) => {
    if (known[key] === undefined) throw new Error(`${path}: nobody has told this test what "${key}" means`);
    return known[key](value);
  });
}
