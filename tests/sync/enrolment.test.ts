import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  approveDevice,
  findDevice,
  listDevices,
  revokeDevice,
  setGrant,
} from '../../electron/hub/enrolment/deviceGrants.ts';
import { requestEnrolment, startEnrolment } from '../../electron/hub/enrolment/requestEnrolment.ts';
import type { Grant, HubDb } from '../../electron/hub/hubPorts.ts';
import { type DeviceKey, newDeviceKey, signFor } from '../../electron/sync/net/deviceKey.ts';
import { deviceFingerprint } from '../../electron/sync/net/fingerprint.ts';
import { askStranger } from '../../electron/sync/net/HubCaller.ts';
import { chainLink } from '../../electron/sync/protocol/logChain.ts';
import type { AppError } from '../../shared/domain/errors.ts';
import { onBothEngines } from '../harness/hubEngines.ts';
import { callerOf, enrolled, linkTo, pinOf, wireHub, wirePorts } from '../harness/syncWire.ts';

const said = (code: string) => ({ name: 'Refusal', code });
const refused = (code: string) => ({ code: 'SYNC_REFUSED', params: { case: code } });
const device = (why: string) => ({ code: 'HUB_DEVICE', params: { case: why } });

onBothEngines((engine) => {
  async function hub() {
    const ports = wirePorts();
    const opened = await engine.hub(ports);
    const { db } = opened;
    const { spki } = await pinOf(opened, ports);
    const ask = (
      code: string,
      key: DeviceKey = newDeviceKey(),
      more: { address?: string; name?: string } = {},
    ) =>
      requestEnrolment(db, ports, {
        ...{ code, name: '注册科-2', publicKey: key.publicKey, spki, address: '10.0.0.7', ...more },
        signature: signFor(key, 'enrolment', { spki, about: code }),
      });
    return { ports, opened, db, spki, ask };
  }

  it('lets one device ask with one code, over the wire, and in when somebody has compared it', async () => {
    const { ports, opened, db } = await hub();
    const { port } = await wireHub(opened, ports);
    const pin = await pinOf(opened, ports);
    const { code, endsAt } = await startEnrolment(db, ports, '林老师');
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(endsAt - ports.at).toBe(15 * 60_000);
    const link = linkTo(port, pin, ports);
    const [one, other] = [newDeviceKey(), newDeviceKey()];
    const ask = (key: DeviceKey, name: string) =>
      askStranger(link, 'enrol.request', {
        ...{ code, name, publicKey: key.publicKey },
        signature: signFor(key, 'enrolment', { spki: pin.spki, about: code }),
      });
    // At the same time; whichever is first has it, and keeps it when it asks again.
    const both = await Promise.allSettled([ask(one, '一号'), ask(other, '二号')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const first = both[0]!.status === 'fulfilled';
    const [key, late] = first ? [one, other] : [other, one];
    await expect(ask(late, '二号')).rejects.toMatchObject(refused('code-used'));
    const { device: id } = await ask(key, '改名');
    expect(await listDevices(db)).toMatchObject([{ id, state: 'enrolling', grant: [], grantVersion: 0 }]);
    const caller = callerOf(linkTo(port, pin, ports), { device: id, key });
    expect(await caller.askFor('enrol.state', {})).toMatchObject({ state: 'enrolling', grant: [] });
    await expect(caller.ask('wait', { head: 0 })).rejects.toMatchObject(refused('device-enrolling'));
    const approval = { device: id, grant: ['文学院'], by: '林老师' };
    const refusal = await approveDevice(db, ports, {
      ...{ ...approval, seen: deviceFingerprint(late.publicKey) },
    }).catch((error: AppError) => error);
    // Not with the right digits: somebody would copy them.
    expect(refusal).toMatchObject({ code: 'HUB_DEVICE' });
    expect((refusal as AppError).params).toEqual({ case: 'fingerprint' });
    await approveDevice(db, ports, { ...approval, seen: deviceFingerprint(key.publicKey) });
    expect(await caller.askFor('enrol.state', {})).toEqual({
      state: 'active',
      grantVersion: 1,
      grant: ['文学院'],
    });
    expect(await caller.askFor('wait', { head: 0 })).toEqual({ head: 1 });
  });

  it('takes a code as people type it, until it ends', async () => {
    const { ports, db, ask } = await hub();
    const { code } = await startEnrolment(db, ports, '林老师');
    const typed = ` ${code.toLowerCase().replace('-', ' – ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    const key = newDeviceKey();
    const { device: id } = await ask(typed, key);
    ports.pass(16 * 60_000);
    // Its answer was lost, and it took its time: it is enrolled all the same.
    expect(await ask(code, key)).toEqual({ device: id });
    const next = await startEnrolment(db, ports, '林老师');
    ports.pass(15 * 60_000);
    await expect(ask(next.code)).rejects.toMatchObject(said('code-ended'));
    const stored = await db.selectFrom('enrol_code').selectAll().execute();
    expect(JSON.stringify(stored)).not.toContain(next.code.replace('-', ''));
    ports.pass(60 * 60_000);
    await startEnrolment(db, ports, '林老师');
    expect(await db.selectFrom('enrol_code').selectAll().execute()).toHaveLength(1);
  });

  it('lets nobody guess: ten wrong codes from one address, two hundred from all, then none for a while', async () => {
    const { ports, db, ask } = await hub();
    const { code } = await startEnrolment(db, ports, '林老师');
    const wrong = (address: string) => ask('00000-00000', newDeviceKey(), { address });
    for (let n = 0; n < 10; n++) await expect(wrong('10.0.0.66')).rejects.toMatchObject(said('code-wrong'));
    await expect(ask(code, newDeviceKey(), { address: '10.0.0.66' })).rejects.toMatchObject(said('tries'));
    // Whoever sits elsewhere is not kept out by it.
    await ask(code, newDeviceKey(), { address: '10.0.0.5' });
    ports.pass(16 * 60_000);
    await expect(wrong('10.0.0.66')).rejects.toMatchObject(said('code-wrong'));
    await db.updateTable('enrol_guess').set({ wrong: 200 }).where('source', '=', '').execute();
    const next = await startEnrolment(db, ports, '林老师');
    await expect(ask(next.code, newDeviceKey(), { address: '10.0.0.8' })).rejects.toMatchObject(
      said('tries'),
    );
    ports.pass(15 * 60_000);
    const last = await startEnrolment(db, ports, '林老师');
    await ask(last.code, newDeviceKey(), { address: '10.0.0.8' });
  });

  it('lets nobody in with another’s key, a word for another hub, or a key of another kind', async () => {
    const { ports, db, spki } = await hub();
    const { code } = await startEnrolment(db, ports, '林老师');
    const key = newDeviceKey();
    const asked = { code, name: 'x', publicKey: key.publicKey, spki, address: '' };
    const sign = (about: string, hubKey = spki, by = key) =>
      signFor(by, 'enrolment', { spki: hubKey, about });
    const tries = {
      another: sign(code, spki, newDeviceKey()),
      elsewhere: sign(code, randomBytes(32).toString('hex')),
      otherCode: sign('00000-00000'),
      otherUse: signFor(key, 'session', { spki, about: code }),
      nothing: '',
      noise: randomBytes(64).toString('base64'),
    };
    for (const [what, signature] of Object.entries(tries))
      await expect(requestEnrolment(db, ports, { ...asked, signature }), what).rejects.toMatchObject(
        said('challenge-wrong'),
      );
    for (const publicKey of ['', 'AAAA', "'; DROP TABLE device; --"])
      await expect(requestEnrolment(db, ports, { ...asked, publicKey, signature: '' })).rejects.toMatchObject(
        said('malformed'),
      );
    expect(await listDevices(db)).toEqual([]);
  });

  it('writes every grant into the log, in its order, and keeps all of them', async () => {
    const { ports, opened, db } = await hub();
    const grants = fc.oneof(
      fc.constant('*' as const),
      fc.uniqueArray(fc.constantFrom('文学院', '理学院', '医学院', "'; --"), { minLength: 1 }),
    );
    const { device: id } = await enrolled(opened, ports, ['文学院']);
    let version = 1;
    let now: Grant = ['文学院'];
    await fc.assert(
      fc.asyncProperty(grants, async (grant) => {
        const { device: changed, before } = await setGrant(db, ports, { device: id, grant, by: '林老师' });
        const plain = grant === '*' ? grant : [...grant].sort();
        // The same again is no new grant: a device would throw away what it has, and fetch it again.
        expect(before).toEqual(now);
        if (JSON.stringify(plain) !== JSON.stringify(now)) version += 1;
        now = plain;
        expect([changed.grantVersion, changed.grant]).toEqual([version, plain]);
      }),
      { numRuns: 40 },
    );
    const history = await db.selectFrom('device_grant').selectAll().orderBy('grant_version').execute();
    expect(history.map((row) => Number(row.grant_version))).toEqual(
      Array.from({ length: version }, (_, n) => n + 1),
    );
    const log = await db.selectFrom('log').selectAll().orderBy('seq').execute();
    expect(log.map((entry) => JSON.parse(entry.patch).grant)).toEqual(
      history.map((row) => JSON.parse(row.scope)),
    );
    let chain = '0'.repeat(64);
    for (const { chain: link, ...entry } of log) {
      chain = chainLink(chain, entry);
      expect(link).toBe(chain);
    }
    const { head_seq: head, head_chain: last } = await db
      .selectFrom('partition')
      .selectAll()
      .executeTakeFirstOrThrow();
    expect([Number(head), last]).toEqual([log.length, chain]);
  });

  it('revokes for good, and says what can’t be done', async () => {
    const { ports, opened, db, ask } = await hub();
    const { device: id, key } = await enrolled(opened, ports, '*');
    const by = { device: id, by: 'admin' };
    for (const grant of [[], [''], ['*'], ['文学院', '  ']])
      await expect(setGrant(db, ports, { ...by, grant })).rejects.toMatchObject(device('scope'));
    await expect(
      approveDevice(db, ports, { ...by, grant: '*', seen: deviceFingerprint(key.publicKey) }),
    ).rejects.toMatchObject({ code: 'HUB_DEVICE', params: { case: 'active', name: '3 号机' } });
    expect(await revokeDevice(db, ports, by)).toMatchObject({
      device: { state: 'revoked', grant: [], grantVersion: 2 },
      before: '*',
    });
    for (const again of [revokeDevice(db, ports, by), setGrant(db, ports, { ...by, grant: '*' })])
      await expect(again).rejects.toMatchObject({ code: 'HUB_DEVICE', params: { case: 'revoked' } });
    const { code } = await startEnrolment(db, ports, '林老师');
    await expect(ask(code, key)).rejects.toMatchObject(said('device-revoked'));
    await expect(revokeDevice(db, ports, { device: 'none', by: 'admin' })).rejects.toMatchObject({
      code: 'HUB_DEVICE',
    });
    expect(await findDevice(db, '3 号机')).toMatchObject({ id });
    expect(await findDevice(db, id.slice(0, 8))).toMatchObject({ id });
    await ask((await startEnrolment(db, ports, '林老师')).code, newDeviceKey(), { name: '3 号机' });
    await expect(findDevice(db, '3 号机')).rejects.toMatchObject({
      code: 'HUB_DEVICE',
      params: { case: 'several' },
    });
    await expect(findDevice(db, '')).rejects.toMatchObject({ code: 'HUB_DEVICE' });
  });

  it('shows a name in one line, whatever was sent for one', async () => {
    const { ports, db, ask } = await hub();
    await ask((await startEnrolment(db, ports, '林老师')).code, newDeviceKey(), {
      name: '一\n号\u202E\t机\u0000 ',
    });
    await ask((await startEnrolment(db, ports, '林老师')).code, newDeviceKey(), { name: '\u200B' });
    expect((await listDevices(db)).map(({ name }) => name)).toEqual(['?', '一 号 机']);
  });

  it('numbers grants that are given at the same time without a gap', async () => {
    const { ports, opened, db } = await hub();
    const all = await Promise.all(Array.from({ length: 6 }, () => enrolled(opened, ports, ['文学院'])));
    await Promise.all(
      all.map(({ device: id }, n) => setGrant(db, ports, { device: id, grant: [`${n}`], by: 'admin' })),
    );
    await expectGapless(db, 12);
  });
});

async function expectGapless(db: HubDb, entries: number): Promise<void> {
  const log = await db.selectFrom('log').select('seq').orderBy('seq').execute();
  expect(log.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: entries }, (_, n) => n + 1));
}
