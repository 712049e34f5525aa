import { describe } from 'vitest';
import { asteriskFloor } from '../support/asterisk-floor.ts';
import { theCall } from './the-call.ts';

describe('on a real Asterisk', () => theCall(asteriskFloor));
