/** What cookies and links hold: random, and kept as a hash only. */
import { createHash, randomBytes } from 'node:crypto';

/** 32 random bytes, safe in cookies and addresses. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** It is random, so it needs no salt and no slow hash. */
export const idOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
