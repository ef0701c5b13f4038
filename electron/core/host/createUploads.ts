import { AppError } from '../../../shared/domain/errors.ts';
import type { HostFiles } from './hostFiles.ts';

/** The largest file that a window may send: the photos of a very large school in one archive. */
export const MAX_UPLOAD_BYTES = 4 * 1024 ** 3;
/** A file whose next part does not come within this time is given up, in milliseconds. */
const PART_WAIT = 2 * 60_000;
/** Files that may be on their way in parts at the same time. */
const MAX_OPEN = 16;

export interface UploadPart {
  name: string;
  set: string | null;
  /** null: the body is the whole file. Otherwise parts with the same id, one after the other, make one file. */
  upload: string | null;
  /** Where in the file this part begins, in bytes. */
  offset: number;
  last: boolean;
  body: AsyncIterable<Uint8Array>;
}

export interface Uploads {
  /**
   * Resolves when the core has taken the part: with the file's name after the last one, else with null.
   * Throws AppError: FILE_TOO_LARGE, USAGE for a part out of turn, or what the core refuses with.
   */
  receive(part: UploadPart): Promise<{ file: string } | null>;
  /** Gives up every file that is not complete. */
  close(): void;
}

interface OpenUpload {
  writer: WritableStreamDefaultWriter<Uint8Array>;
  result: Promise<{ file: string }>;
  received: number;
  busy: boolean;
  timer: NodeJS.Timeout | null;
}

export function createUploads(
  files: Pick<HostFiles, 'receiveFile'>,
  maxBytes: number = MAX_UPLOAD_BYTES,
): Uploads {
  const open = new Map<string, OpenUpload>();

  const giveUp = (id: string, reason: unknown) => {
    const upload = open.get(id);
    if (!upload) return;
    open.delete(id);
    if (upload.timer) clearTimeout(upload.timer);
    // The core's receiveFile sees the reason and removes what it has; the caller is told by its own call.
    upload.writer.abort(reason).catch(() => undefined);
  };

  const begin = (part: UploadPart, id: string): OpenUpload => {
    if (open.size >= MAX_OPEN) throw new AppError('USAGE', { reason: 'too many uploads' });
    // Capacity 0 on the readable side: a write ends when the core has asked for the bytes.
    const pipe = new TransformStream<Uint8Array, Uint8Array>();
    const result = files.receiveFile({ name: part.name, set: part.set }, pipe.readable);
    result.catch(() => undefined);
    const upload: OpenUpload = {
      writer: pipe.writable.getWriter(),
      result,
      received: 0,
      busy: false,
      timer: null,
    };
    upload.writer.closed.catch(() => undefined);
    open.set(id, upload);
    return upload;
  };

  return {
    async receive(part) {
      const id = part.upload;
      if (id === null) {
        const meta = { name: part.name, set: part.set };
        return files.receiveFile(meta, upTo(part.body, maxBytes));
      }
      const upload = part.offset === 0 && !open.has(id) ? begin(part, id) : open.get(id);
      if (!upload || upload.busy || upload.received !== part.offset) {
        throw new AppError('USAGE', { reason: 'part out of turn' });
      }
      upload.busy = true;
      if (upload.timer) clearTimeout(upload.timer);
      try {
        for await (const chunk of upTo(part.body, maxBytes - upload.received)) {
          await upload.writer.write(chunk);
          upload.received += chunk.byteLength;
        }
        if (part.last) {
          await upload.writer.close();
          open.delete(id);
          return await upload.result;
        }
      } catch (error) {
        giveUp(id, error);
        // When the core stopped taking bytes, its own reason says more than "the pipe is closed".
        throw await upload.result.then(
          () => error,
          (reason: unknown) => reason,
        );
      }
      upload.busy = false;
      upload.timer = setTimeout(() => giveUp(id, new AppError('CANCELLED')), PART_WAIT);
      upload.timer.unref();
      return null;
    },
    close() {
      for (const id of [...open.keys()]) giveUp(id, new AppError('CANCELLED'));
    },
  };
}

/** The same bytes, ended by FILE_TOO_LARGE once there are more than `limit`. */
async function* upTo(body: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > limit) throw new AppError('FILE_TOO_LARGE');
    yield chunk;
  }
}
