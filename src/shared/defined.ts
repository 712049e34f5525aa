type Optional<T> = {
  readonly [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key];
} & {
  readonly [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined>;
};

/**
 * The fields that have a value; a field that is undefined is left out, as optional fields want it: `...defined({ name })`.
 * Not on the path of a call, where each object that is made on the way is garbage.
 */
export function defined<T extends object>(fields: T): Optional<T> {
  const found: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) found[key] = value;
  return found as Optional<T>;
}
