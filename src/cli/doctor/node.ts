import { type Check, type Diagnosis, error, ok } from './check.ts';

const OLDEST = { major: 20, minor: 19 };

export const node: Check = {
  title: 'Node.js',
  look: async () => [judgeNode(process.versions.node)],
};

export function judgeNode(version: string): Diagnosis {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const fits = major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
  if (fits) return ok(`version ${version}`);
  return error(
    `version ${version} is too old`,
    `install Node.js ${OLDEST.major}.${OLDEST.minor} or newer, such as 24`,
  );
}
