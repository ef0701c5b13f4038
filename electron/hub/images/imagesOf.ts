import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NetPorts } from '../../sync/net/netPorts.ts';
import type { HubPlace } from '../hubEngine.ts';
import type { OpenHub } from '../openHub.ts';
import { folderImages } from './folderImages.ts';
import { HubImages } from './HubImages.ts';
import { writeImage } from './writeImage.ts';

/**
 * The images that a hub makes: beside its database, or, of one on PostgreSQL, in a folder for temporary files, for each of
 * its processes by itself. What lies there opens with keys that only this process has.
 */
export function imagesOf(hub: OpenHub, place: HubPlace, ports: NetPorts): HubImages {
  const { db } = hub;
  if (place.engine === 'postgres') {
    const folder = mkdtempSync(join(tmpdir(), 'xueji-hub-images-'));
    return new HubImages({ db, ports, folder, make: (order) => writeImage(db, order) });
  }
  const { dataDir } = place;
  const make = folderImages(dataDir, hub.unlocked.key);
  return new HubImages({ db, ports, folder: join(dataDir, 'images'), make });
}
