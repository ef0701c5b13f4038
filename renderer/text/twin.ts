/**
 * The shape that a translation must have to stand beside the Chinese catalogue: every key, none more.
 * Chinese has one plural form (`…_other`); English needs `…_one` next to each.
 */
export type Twin<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Twin<T[K]>;
} & {
  readonly [K in keyof T & string as K extends `${infer Stem}_other` ? `${Stem}_one` : never]: string;
};
