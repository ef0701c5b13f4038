/** What may be written down of an error: its kind and its place in the program. Messages can hold personal data. */
export interface ErrorDescription {
  name: string;
  code: string | null;
  /** `function (file:line:column)`, without folders: they can hold a person's name. */
  frames: string[];
  cause?: ErrorDescription;
}

const MAX_FRAMES = 12;
const MAX_CAUSES = 3;

export function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, code: null, frames: [] };
  const code: unknown = Reflect.get(error, 'code');
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) =>
      line
        .trim()
        .slice(3)
        .replaceAll(/(?:file:\/\/)?[^\s()]*[\\/](?=[^\\/\s()]+:\d+)/g, ''),
    );
  return {
    name: error.name,
    code: typeof code === 'string' ? code : null,
    frames,
    ...(error.cause !== undefined && depth < MAX_CAUSES
      ? { cause: describeError(error.cause, depth + 1) }
      : {}),
  };
}
