// A speech command for tests: says everything as a tone of 0.5 s at 16 kHz, notes each run, or misbehaves when asked.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';

const [notes, output, language, how = 'well', given] = process.argv.slice(2);
const text = given ?? readFileSync(0, 'utf8');
appendFileSync(notes, `${JSON.stringify({ text, language })}\n`);

const samples = Int16Array.from({ length: 8000 }, (_, n) => (how === 'silent' ? 0 : 9000 * Math.sin(n / 5)));
const head = Buffer.from('RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data', 'latin1');
const length = Buffer.from([0, 0xf0, 0xff, 0x7f]);
const file = Buffer.concat([head, length, Buffer.from(samples.buffer)]);

if (how === 'failing') {
  console.error('no such voice');
  process.exit(3);
} else if (how === 'never') {
  setInterval(() => undefined, 1000);
} else if (how === 'garbage') {
  writeFileSync(output, 'this is not sound');
} else if (how !== 'idle') {
  if (output === '-') process.stdout.write(file);
  else writeFileSync(output, file);
}
