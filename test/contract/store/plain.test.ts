/** A store without a database keeps the same promises: none of them is SQLite's own. */
import { PlainStore } from '../../support/plain-store.ts';
import { storeContract } from './the-store.ts';

storeContract(async () => new PlainStore());
