import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type AnyRouter, createRouterClient, implement } from '@orpc/server';
import type { Core, CoreOptions, CoreSession } from '../../electron/core/core.ts';
import { OpenSession } from '../../electron/core/Session.ts';
import { counterWindow } from '../../shared/contract/counterWindow.ts';
import { contract } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { officePrincipal } from '../../shared/domain/roles.ts';

/** What a counter window of the small core may call itself. */
const COUNTER_PASS = 'counter-pass';

/**
 * A small core for tests of the hosts: it answers the admin area, keeps the files that it is sent, serves the photos
 * and downloads that a test has laid into its data folder. It has no store.
 */
export async function transportCore(options: CoreOptions): Promise<Core> {
  const { dataDir, clock, ids, log } = options;
  await mkdir(join(dataDir, 'incoming'), { recursive: true });
  const os = implement(contract);
  let school: { code: string; name: string } | null = null;
  let dataVersion = 1;
  let committed = Promise.withResolvers<void>();
  const closed = new AbortController();

  const router = {
    admin: {
      status: os.admin.status.handler(() => ({
        version: `test ${process.pid}`,
        school,
        students: 0,
        batches: 0,
        campaigns: 0,
        dataVersion,
        clockBehind: null,
      })),
      initialise: os.admin.initialise.handler(({ input }) => {
        school = input;
        dataVersion++;
        committed.resolve();
        committed = Promise.withResolvers();
        return input;
      }),
      watch: os.admin.watch.handler(async function* ({ signal }) {
        const gone = new Promise<void>((resolve) => {
          for (const end of [signal, closed.signal]) end?.addEventListener('abort', () => resolve());
        });
        while (!signal?.aborted && !closed.signal.aborted) {
          yield { dataVersion };
          await Promise.race([committed.promise, gone]);
        }
      }),
      /** Streams until it is cancelled or has counted to `students`. */
      fillDemo: os.admin.fillDemo.handler(async function* ({ input }) {
        let done = 0;
        try {
          while (done < input.students) {
            yield { type: 'progress' as const, stage: 'make' as const, done: ++done, total: input.students };
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
          yield { type: 'done' as const, result: { students: done, photos: 0 } };
        } finally {
          log.info('demo-ended', { done, at: clock.now() });
        }
      }),
    },
  };

  const counterRouter = {
    watch: implement(counterWindow)
      .$context<{ pass: string }>()
      .watch.handler(async function* ({ context }) {
        yield { at: 'waiting' as const, school: context.pass };
      }),
  };

  const session: CoreSession = {
    context: { session: new OpenSession('transport', () => officePrincipal('测试员')) },
    client: createRouterClient(router) as unknown as Core['client'],
    async receiveFile(meta, body) {
      const file = ids.next();
      const path = join(dataDir, 'incoming', file);
      try {
        await pipeline(body, createWriteStream(path));
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
      if (meta.name.startsWith('refused')) throw new AppError('FILE_UNKNOWN', { name: meta.name });
      return { file };
    },
    async offerPath(path) {
      return { file: basename(path) };
    },
    async readPhoto(hash) {
      try {
        return { mime: 'image/png', bytes: await readFile(join(dataDir, 'photos', hash)) };
      } catch {
        return null;
      }
    },
    async readDownload(download) {
      const path = join(dataDir, 'downloads', download);
      try {
        const { size } = await stat(path);
        const pdf = download.startsWith('pdf');
        return {
          name: pdf ? '核对表 "1班".pdf' : '核对统计表.xlsx',
          mime: pdf ? 'application/pdf' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          place: path,
          bytes: size,
        };
      } catch {
        return null;
      }
    },
  };
  return {
    ...session,
    openSession: () => session,
    router: router as AnyRouter,
    async readShownPhoto() {
      return null;
    },
    counter: {
      router: counterRouter as AnyRouter,
      redeem: (token) => (token === 'good-token' ? COUNTER_PASS : null),
      isOpen: (pass) => pass === COUNTER_PASS,
    },
    async close() {
      closed.abort();
    },
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
