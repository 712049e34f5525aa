/** T2: an exchange that does not cut what stands behind a dialled number must not cost the caller. */
import { expect } from 'vitest';
import { office, story } from './story.ts';

story(
  'a number with parameters behind it is that number',
  office('ring for: 20s'),
  async ({ floor, told }) => {
    const anna = await floor.agent('anna');
    const max = floor.caller('Max');
    const call = await max.dials('1;npdi;rn=+49301');
    await anna.rings();
    expect(await told('callArrived', call)).toMatchObject([{ dialled: '1' }]);
    await max.hangsUp();
  },
);
