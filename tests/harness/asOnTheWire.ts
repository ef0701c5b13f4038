import { asks, type MessageName } from '../../electron/sync/protocol/messages.ts';

/** A question as a hub reads it that is really far away: what it would not take as one of the protocol is an error here. */
export function asOnTheWire(name: MessageName, { device: _, ...body }: { device: string }): void {
  asks[name].parse(JSON.parse(JSON.stringify(body)));
}
