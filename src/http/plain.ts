/** As JSON has it: ids are strings, and nothing is readonly. */
export type Plain<T> = T extends string
  ? Nothing extends Record<T, 1>
    ? string
    : T
  : T extends number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? Plain<Item>[]
      : { -readonly [Key in keyof T]: Plain<T[Key]> };
type Nothing = Record<never, never>;

/** A value of the core as the contract has it. It is about to be written as JSON, so no one changes it. */
export const plain = <T>(value: T): Plain<T> => value as unknown as Plain<T>;
