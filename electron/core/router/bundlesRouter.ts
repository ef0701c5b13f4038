import type { SharedBundles, WrittenBundle } from '../../../shared/contract/bundles.ts';
import { diskFiles } from '../../sync/bundle/diskFiles.ts';
import { noteStudentsById } from '../people/noteStudents.ts';
import { tellHub } from '../people/tellHub.ts';
import type { Services } from '../services.ts';
import type { BundleDesk } from '../sync/BundleDesk.ts';
import type { DeskSharing } from '../sync/DeskSharing.ts';
import { handedBundles } from '../sync/handedBundles.ts';
import { studentsOfWork } from '../sync/studentOf.ts';
import type { Running } from '../workThread.ts';
import { type Procedures, streamOf } from './answer.ts';

export function bundlesRouter(
  { bundles }: Procedures,
  services: Services,
  desk: BundleDesk,
  sharing: DeskSharing,
) {
  const { db } = services;
  const handed = handedBundles(services);

  const write = async ({ signal, onProgress }: Running): Promise<WrittenBundle> => {
    desk.ends();
    const total = db.read<{ n: number }>("SELECT count(*) AS n FROM outbox WHERE state = 'pending'").get()!.n;
    let done = 0;
    onProgress({ stage: 'write', done, total });
    const made = { number: 0, mutations: 0 };
    const downloads = await handed.handOut(signal, async (folder) => {
      const { about, mutations, names } = await desk.write(
        diskFiles,
        { folder, name: `xueji-up-${String(desk.nextNumber()).padStart(6, '0')}` },
        {
          signal,
          onMutations(written) {
            noteStudentsById(db, studentsOfWork(db, written));
            done += written.length;
            onProgress({ stage: 'write', done, total });
          },
        },
      );
      Object.assign(made, { number: about.number, mutations });
      return names;
    });
    return { ...made, downloads };
  };

  const share = async (folder: string, { signal, onProgress }: Running): Promise<SharedBundles> => {
    let done = 0;
    const onBytes = (bytes: number) => {
      done += bytes;
      onProgress({ stage: 'check', done, total: null });
    };
    const shared = await sharing.turn(folder, { signal, onBytes });
    const refused = shared.refused.map(({ names, error }) => ({
      ...{ names, problem: { code: error.code, params: error.params } },
    }));
    return { ...shared, refused };
  };

  return {
    write: bundles.write.handler(({ signal }) => streamOf(services, signal, write)),
    share: bundles.share.handler(({ input, signal }) =>
      streamOf(services, signal, (running) => share(input.folder, running)),
    ),
    shared: bundles.shared.handler(() => sharing.state),
    setShare: bundles.setShare.handler(async ({ input }) => {
      const before = sharing.state.folder;
      await sharing.set(input.folder);
      if (before !== input.folder) await tellHub(services, 'desk-folder', { folder: input.folder ?? '' });
      return sharing.state;
    }),
    look: bundles.look.handler(({ input, signal }) =>
      streamOf(services, signal, (running) => {
        desk.ends();
        return handed.look(input.files, running, async (...one) => {
          const { held } = await desk.look(...one);
          return { name: null, problem: null, held };
        });
      }),
    ),
    take: bundles.take.handler(({ input, signal }) =>
      streamOf(services, signal, (running) =>
        handed.take(input.files, running, (...one) => desk.take(...one)),
      ),
    ),
  };
}
