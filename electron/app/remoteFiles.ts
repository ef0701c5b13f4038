import { AppError, ERROR_CODES, type ErrorCode } from '../../shared/domain/errors.ts';
import type { HostFiles } from '../core/host/hostFiles.ts';
import type { FileAnswer, FileRequest, ProcessPort } from './coreMessages.ts';

/** How much of a file goes to the core's process in one message. */
const PIECE_BYTES = 1024 * 1024;

interface Pending {
  settle(answer: FileAnswer): void;
  fail(error: unknown): void;
}

/** The core's files as main sees them, over a private port. Everything under way fails when the port closes. */
export function remoteFiles(port: ProcessPort): HostFiles {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let gone = false;

  port.on('message', (event) => {
    const answer = event.data as FileAnswer;
    pending.get(answer.id)?.settle(answer);
  });
  port.on('close', () => {
    gone = true;
    for (const call of [...pending.values()]) call.fail(new CoreGone());
  });
  port.start();

  /** Asks, and answers `more` until the answer proper comes. */
  const ask = (
    request: (id: number) => FileRequest,
    next?: (id: number) => Promise<FileRequest>,
  ): Promise<FileAnswer> => {
    if (gone) return Promise.reject(new CoreGone());
    const id = ++lastId;
    return new Promise<FileAnswer>((resolve, reject) => {
      pending.set(id, {
        settle(answer) {
          if (answer.kind === 'more') {
            if (!next) return reject(new TypeError('a piece was asked for, but nothing is being sent'));
            // A window that went away in the middle of a file is told to the core, which drops what it has.
            next(id).then(
              (piece) => port.postMessage(piece),
              (error: unknown) => {
                port.postMessage({ kind: 'broken', id } satisfies FileRequest);
                reject(error);
              },
            );
          } else if (answer.kind === 'refused') reject(new AppError(errorCode(answer.code), answer.params));
          else resolve(answer);
        },
        fail: reject,
      });
      port.postMessage(request(id));
    }).finally(() => pending.delete(id));
  };

  const readPhoto = async (hash: string, size: 'full' | 'thumbnail' | 'shown') => {
    const answer = await ask((id) => ({ kind: 'photo', id, hash, size }));
    return answer.kind === 'photo' ? answer.photo : unexpected(answer);
  };

  return {
    readPhoto,
    readShownPhoto: (hash) => readPhoto(hash, 'shown'),
    async readDownload(download) {
      const answer = await ask((id) => ({ kind: 'download', id, download }));
      return answer.kind === 'download' ? answer.download : unexpected(answer);
    },
    async receiveFile(meta, body) {
      const pieces = inPieces(body);
      try {
        const answer = await ask(
          (id) => ({ kind: 'receive', id, ...meta }),
          async (id) => {
            const piece = await pieces.next();
            return piece.done ? { kind: 'end', id } : { kind: 'piece', id, bytes: piece.value };
          },
        );
        return answer.kind === 'received' ? { file: answer.file } : unexpected(answer);
      } finally {
        await pieces.return();
      }
    },
  };
}

/** What a browser sends comes in small chunks; each piece costs a message there and one back. */
async function* inPieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes < PIECE_BYTES) continue;
    yield Buffer.concat(chunks);
    chunks = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(chunks);
}

/** The core's process ended while it was asked. */
export class CoreGone extends Error {
  constructor() {
    super('CORE_GONE');
    this.name = 'CoreGone';
  }
}

function errorCode(code: string): ErrorCode {
  return Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : 'INTERNAL';
}

function unexpected(answer: FileAnswer): never {
  throw new TypeError(`unexpected answer ${answer.kind}`);
}
