import type { BundleAbout } from './bundleFormat.ts';
import { refuseBundle } from './refuseBundle.ts';

/** How far whoever reads is. Of a hub, `mid` is the sender’s last; of a device, `token` and `seq` are its position. */
export interface BundlePlace {
  epoch: string;
  /** Of a device: epochs that it has had before. */
  past?: readonly string[];
  mid: number;
  token: string;
  seq: number;
}

/**
 * Whether the time of a verified bundle has come: `take` it, or all of it is here `already`, by another bundle or over
 * the network. Errors: BUNDLE_REFUSED (epoch, rewound, order with the number of the one that comes first).
 */
export function placeOfBundle(about: BundleAbout, here: BundlePlace): 'take' | 'already' {
  if (about.kind === 'blobs') return 'take';
  const first = { number: about.number, after: about.after ?? about.number - 1 };
  if (about.kind === 'up') {
    // Only where it is: that is good whenever it comes.
    if (about.mids === null) return 'take';
    if (about.epoch !== here.epoch) refuseBundle('epoch', { number: about.number });
    if (about.mids[0] > here.mid + 1) refuseBundle('order', first);
    return about.mids[1] <= here.mid ? 'already' : 'take';
  }
  const { from, to } = about.range!;
  if (about.epoch !== here.epoch) {
    if (here.past?.includes(about.epoch)) refuseBundle('epoch', { number: about.number });
    // What begins from nothing is how a device follows a hub that was put back.
    if (from === null) return 'take';
    refuseBundle('rewound', { number: about.number });
  }
  if (to.seq <= here.seq) return 'already';
  if (from === null) return 'take';
  if (from.seq > here.seq) refuseBundle('order', first);
  return 'take';
}
