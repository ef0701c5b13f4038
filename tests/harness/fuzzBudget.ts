/** `XUEJI_FUZZ=50 npx vitest run tests/hostile tests/import/readersFuzz.test.ts` tries fifty times as much. */
export const TIMES = Number(process.env.XUEJI_FUZZ ?? 1);
/** What is tried; `XUEJI_FUZZ_SEED` tries other things. A failure prints the seed and the input. */
export const FUZZ_SEED = Number(process.env.XUEJI_FUZZ_SEED ?? 20261124);
