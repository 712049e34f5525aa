import { describe } from 'vitest';
import { simulatedFloor } from '../support/simulated-floor.ts';
import { theCall } from './the-call.ts';

describe('on the simulated Asterisk', () => theCall(simulatedFloor));
