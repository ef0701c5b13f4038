import { type ByteSource, openByteSource } from '../../archive/byteSource.ts';
import { contentDisposition } from './contentDisposition.ts';
import type { HostFiles } from './hostFiles.ts';
import { plainResponse, refusal } from './plainResponse.ts';

const DOWNLOAD_ID = /^[\w-]{1,128}$/;

/** A file made by a report or an export, opened while it is streamed from the disk. Only a PDF is ever shown in place. */
export async function downloadResponse(
  files: Pick<HostFiles, 'readDownload'>,
  download: string,
  inline: boolean,
): Promise<Response> {
  const found = DOWNLOAD_ID.test(download) ? await files.readDownload(download) : null;
  if (!found) return refusal(404, 'NOT_FOUND');
  const shown = inline && found.mime === 'application/pdf';
  const file = await openByteSource(found.place);
  return plainResponse(200, bytesOf(file), {
    'content-type': found.mime,
    'content-length': String(file.size),
    'content-disposition': contentDisposition(shown ? 'inline' : 'attachment', found.name),
  });
}

const CHUNK_BYTES = 256 * 1024;

/** Read as it is asked for; the file is closed at its end, on an error, and when nobody wants the rest. */
function bytesOf(file: ByteSource): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const chunk = await file.read(at, CHUNK_BYTES);
          at += chunk.length;
          if (chunk.length > 0) return controller.enqueue(new Uint8Array(chunk));
          await file.close();
          controller.close();
        } catch (error) {
          await file.close();
          throw error;
        }
      },
      cancel: () => file.close(),
    },
    { highWaterMark: 1 },
  );
}
