/** The shape that a translation must have to stand beside the Chinese catalogue: every key, and none more. */
export type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

/** Sentences by code, with variants for the situations of a code under `CODE_situation`. */
export type Sentences<Code extends string> = { readonly [K in Code]: string } & {
  readonly [K in `${Code}_${string}`]: string;
};

/** What happened, and what to do next, by code; variants of either under `message_situation`, `hint_situation`. */
export type Advice<Code extends string> = {
  readonly [K in Code]: { readonly message: string; readonly hint: string } & {
    readonly [V in `message_${string}` | `hint_${string}`]: string;
  };
};
