/** The shape of the texts, whatever they say. */
export type Like<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends readonly string[]
    ? readonly string[]
    : Texts[Key] extends string
      ? string
      : Texts[Key] extends (...values: infer Values) => string
        ? (...values: Values) => string
        : Like<Texts[Key]>;
};
