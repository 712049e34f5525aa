/** All that a browser phone needs on whichever page it is. */
import { phoneBanner } from '../parts/shift.ts';
import { showNotices } from './notice.ts';
import { findPhone } from './own-phone.ts';
import { OwnRing } from './own-ring.tsx';
import { keepShift } from './while-in-shift.ts';

phoneBanner.value = OwnRing;
showNotices();
keepShift();

export { findPhone };
