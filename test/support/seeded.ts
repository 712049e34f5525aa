export { Seeded } from '../../src/shared/seeded.ts';
