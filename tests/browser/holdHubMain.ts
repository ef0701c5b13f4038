import { join } from 'node:path';
import { connect } from '../../electron/db/openDatabase.ts';
import { HUB_FILE } from '../../electron/hub/connectSqlite.ts';
import { unlockHub } from '../../electron/hub/unlockHub.ts';
import { hubMeans } from '../harness/hubEngines.ts';

/** Holds the database of a hub, as a program beside it may, until its input ends. */
const folder = process.argv[2]!;
const { key } = await unlockHub(folder, hubMeans());
const held = connect(join(folder, HUB_FILE), key);
held.raw.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
process.stdin.resume().once('end', () => {
  held.raw.exec('ROLLBACK');
  held.raw.close();
});
