import { AppError } from '../../shared/domain/errors.ts';
import type { Ids, Log } from '../core/core.ts';
import type { HostFiles } from '../core/host/hostFiles.ts';
import type { FileAnswer, FileRequest, ProcessPort } from './coreMessages.ts';

interface Incoming {
  /** Set while the core waits for a piece. */
  deliver: ((request: FileRequest) => void) | null;
}

/** Answers main's FileRequests from the core, in the core's process. */
export function serveFiles(port: ProcessPort, core: HostFiles, log: Log, ids: Ids): void {
  const incoming = new Map<number, Incoming>();
  const send = (answer: FileAnswer) => port.postMessage(answer);

  const answerTo = async (request: FileRequest): Promise<FileAnswer | null> => {
    const { id } = request;
    switch (request.kind) {
      case 'photo': {
        const { hash, size } = request;
        const photo = await (size === 'shown' ? core.readShownPhoto(hash) : core.readPhoto(hash, size));
        return { kind: 'photo', id, photo };
      }
      case 'download':
        return { kind: 'download', id, download: await core.readDownload(request.download) };
      case 'receive': {
        const arriving: Incoming = { deliver: null };
        incoming.set(id, arriving);
        try {
          const body = piecesOf(arriving, () => send({ kind: 'more', id }));
          const { file } = await core.receiveFile({ name: request.name, set: request.set }, body);
          return { kind: 'received', id, file };
        } finally {
          incoming.delete(id);
        }
      }
      default:
        // A piece that nobody waits for belongs to a file that the core has refused meanwhile.
        incoming.get(id)?.deliver?.(request);
        return null;
    }
  };

  port.on('message', (event) => {
    const request = event.data as FileRequest;
    answerTo(request).then(
      (answer) => answer && send(answer),
      (error: unknown) => {
        if (error instanceof AppError) {
          return send({ kind: 'refused', id: request.id, code: error.code, params: error.params });
        }
        const incident = ids.next();
        log.error('file-request-failed', error, { incident, kind: request.kind });
        send({ kind: 'refused', id: request.id, code: 'INTERNAL', params: { incident } });
      },
    );
  });
  port.on('close', () => {
    for (const [id, arriving] of incoming) arriving.deliver?.({ kind: 'broken', id });
  });
  port.start();
}

/** One piece at a time, each asked for when the core wants it: memory holds one piece, however large the file. */
async function* piecesOf(arriving: Incoming, askForMore: () => void): AsyncGenerator<Uint8Array> {
  for (;;) {
    const next = new Promise<FileRequest>((resolve) => {
      arriving.deliver = resolve;
    });
    askForMore();
    const request = await next;
    arriving.deliver = null;
    if (request.kind === 'end') return;
    if (request.kind !== 'piece') throw new AppError('CANCELLED');
    yield request.bytes;
  }
}
