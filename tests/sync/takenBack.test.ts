import { expect, it } from 'vitest';
import { readAtOnce } from '../../electron/hub/readAtOnce.ts';
import { verifyLog } from '../../electron/hub/verifyLog.ts';
import { hubPorts, onBothEngines } from '../harness/hubEngines.ts';
import { HubDevice, record } from './HubDevice.ts';

const MATHS = '数学学院';
const LAW = '法学院';
const WORD = { spelling: MATHS, how: 'typed', meant: LAW, at: 1, actor: '王老师' };

onBothEngines((engine) => {
  it('keeps nothing of what is refused as a whole: no row, no entry, no move, and what comes next stands on what was', async () => {
    const hub = await engine.hub();
    const device = await HubDevice.enrolled(hub, hubPorts(), 'device-1', '*');
    await device.push(record('s1', { name: '张三', collegeName: MATHS }));
    const refused = device.mutation(
      [
        record('s2', { name: '李四', collegeName: MATHS }),
        { entity: 'word', id: `collegeName/${MATHS}`, set: WORD, base: null },
        record('s1', { name: '张叁' }, { name: '张三' }),
        { entity: 'nothing', id: 'x', set: { name: 'x' }, base: null },
      ],
      { name: 'words.save' },
    );
    const next = device.mutation([record('s1', { phone: '138' }, {})]);
    const late = device.mutation([record('s3', { name: '王五', collegeName: MATHS })]);
    expect(await device.send(refused, next, late)).toMatchObject({
      kind: 'processed',
      outcomes: [
        { mid: 2, outcome: { kind: 'rejected', why: { code: 'unknown' } } },
        { mid: 3, outcome: { kind: 'applied' } },
        { mid: 4, outcome: { kind: 'applied' } },
      ],
    });
    const { fault } = await readAtOnce(hub.db, (tx) => verifyLog(tx));
    expect(fault).toBeNull();
    const { changes } = await device.pull();
    expect(changes.map((one) => (one.kind === 'up' ? [one.id, one.ver, one.patch] : one))).toEqual([
      ['s1/chsi', 1, { name: '张三', collegeName: MATHS }],
      ['s1/chsi', 2, { phone: '138' }],
      ['s3/chsi', 1, { name: '王五', collegeName: MATHS }],
    ]);
    const rows = await hub.db
      .selectFrom('row')
      .select(['row_id', 'scope', 'ver'])
      .orderBy('row_id')
      .execute();
    expect(rows.map(({ row_id, scope, ver }) => [row_id, scope, Number(ver)])).toEqual([
      ['s1/chsi', MATHS, 2],
      ['s3/chsi', MATHS, 1],
    ]);
    const places = await hub.db.selectFrom('student_scope').selectAll().orderBy('student').execute();
    expect(places.filter(({ student }) => student !== 's2').map(({ scope }) => scope)).toEqual([
      MATHS,
      MATHS,
    ]);
  });
});
