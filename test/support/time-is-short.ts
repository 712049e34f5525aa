/** `npm run test:fast` looks at a tenth of what is thrown together by chance; `npm test` at all of it. */
const isShort = Boolean(process.env['CORDBOARD_TEST_FAST']);

export const asTimeAllows = (times: number): number => (isShort ? Math.ceil(times / 10) : times);
