/**
 * PINs of agents. What is kept is a salted scrypt hash: slow to try out, and worth nothing at a phone. A short PIN is
 * found by trying all the same, by anyone who has the file; the file is its owner's alone.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { PinBook } from '../../ports/store.ts';
import { asked } from './errors.ts';

const hashLength = 32;

interface Row {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export function pinBook(db: Database): PinBook {
  const keep = db.prepare<[string, Buffer, Buffer, number]>(
    `insert into agent_pin (agent, salt, hash, set_at) values (?, ?, ?, ?)
     on conflict (agent) do update set salt = excluded.salt, hash = excluded.hash, set_at = excluded.set_at`,
  );
  const drop = db.prepare<[string]>('delete from agent_pin where agent = ?');
  const find = db.prepare<[string], Row>('select salt, hash from agent_pin where agent = ?');
  const all = db.prepare<[], string>('select agent from agent_pin order by agent').pluck();
  return {
    set: async (agent, pin, at) => {
      if (pin === undefined) {
        await asked(db, () => drop.run(agent));
        return;
      }
      const salt = randomBytes(16);
      const hash = await hashed(pin, salt);
      await asked(db, () => keep.run(agent, salt, hash, at));
    },
    check: async (agent, pin) => {
      const row = await asked(db, () => find.get(agent));
      if (!row) return 'none';
      return timingSafeEqual(await hashed(pin, row.salt), row.hash) ? 'right' : 'wrong';
    },
    agents: () => asked(db, () => all.all()),
  };
}

function hashed(pin: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, hashLength, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
