/** The host did not take a file. `code` is one of shared/domain/errors.ts, to be said in the reader's language. */
export class UploadRefused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.name = 'UploadRefused';
    this.status = status;
    this.code = code;
  }
}
