import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { installReady } from '../../electron/app/installReady.ts';
import { readUpdateState, saveUpdateState, updatesDir } from '../../electron/update/keptUpdates.ts';
import { LATEST, thisPlatform } from '../../electron/update/release.ts';
import { startInstaller } from '../../electron/update/startInstaller.ts';
import { findRelease, takeInstaller, takeUpdate } from '../../electron/update/updates.ts';
import { signRelease } from '../../scripts/release/signRelease.ts';
import { createText } from '../../shared/text/createText.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';
import { xuejiInside } from '../harness/xuejiInside.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const KEYS = [publicKey.export({ format: 'der', type: 'spki' }).toString('base64')];
const stranger = generateKeyPairSync('ed25519').privateKey;
const progress = { onProgress: () => undefined, signal: new AbortController().signal };

describe.skipIf(thisPlatform() !== 'linux-x64' && thisPlatform() !== 'win32-x64')(
  'updates from a folder',
  () => {
    let share: string;
    let dataDir: string;
    const installer = (version: string) =>
      process.platform === 'win32' ? `XuejiDesk-Setup-${version}.exe` : `xueji-desk_${version}_amd64.deb`;
    const needs = (running: string, keys = KEYS) => ({ dataDir, running, keys });
    const lay = (version: string, key = privateKey) => {
      writeFileSync(join(share, installer(version)), `installer of ${version}`);
      return signRelease({ folder: share, version, notes: ['修正'], privateKey: key });
    };
    /** What `latest.json` says, changed without a new signature. */
    const rewrite = (change: (signed: string) => string) => {
      const path = join(share, LATEST);
      const { signed, signature } = JSON.parse(readFileSync(path, 'utf8'));
      writeFileSync(path, JSON.stringify({ signed: change(signed), signature }));
    };
    const refusal = async (work: Promise<unknown>) => {
      const error: unknown = await work.then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(error).toMatchObject({ code: 'UPDATE_REFUSED' });
      const { code, params } = error as { code: 'UPDATE_REFUSED'; params: Record<string, string> };
      for (const language of ['zh', 'en'] as const) {
        const { message, hint } = createText(language).sayError({ code, params });
        expect(`${message}${hint}`).not.toMatch(/\{\{|undefined/);
        expect(message).not.toBe(createText(language).sayError({ code, params: {} }).message);
      }
      return params.case;
    };

    beforeEach(() => {
      share = temporaryFolder();
      dataDir = temporaryFolder();
    });

    it('tells a newer version, takes it whole, and keeps the one before to go back to', async () => {
      lay('0.1.0');
      lay('0.2.0');
      expect(await findRelease(share, needs('0.1.0'))).toMatchObject({
        standing: 'newer',
        latest: '0.2.0',
        notes: ['修正'],
      });
      expect(await findRelease(share, needs('0.2.0'))).toMatchObject({ standing: 'same' });
      expect(await findRelease(share, needs('0.10.0'))).toMatchObject({ standing: 'older' });

      const { ready, previous } = await takeUpdate(share, needs('0.1.0'), progress);
      expect([ready.version, previous?.version]).toEqual(['0.2.0', '0.1.0']);
      const started = await takeInstaller(dataDir, 'ready');
      expect(readFileSync(started, 'utf8')).toBe('installer of 0.2.0');
      // Not a second time: an installer that fails is not run at every end of the program.
      expect(await refusal(takeInstaller(dataDir, 'ready'))).toBe('none');
      expect(readFileSync(await takeInstaller(dataDir, 'previous'), 'utf8')).toBe('installer of 0.1.0');
      expect(await refusal(takeInstaller(dataDir, 'previous'))).toBe('no-previous');
    });

    it('keeps what was installed as the way back from the next version, and nothing older', async () => {
      lay('0.1.0');
      lay('0.2.0');
      await takeUpdate(share, needs('0.1.0'), progress);
      await takeInstaller(dataDir, 'ready');
      rmSync(join(share, installer('0.2.0')));
      lay('0.3.0');
      const { previous } = await takeUpdate(share, needs('0.2.0'), progress);
      expect(previous?.version).toBe('0.2.0');
      expect(existsSync(join(updatesDir(dataDir), installer('0.1.0')))).toBe(false);
    });

    it('refuses what is older, the same, for other machines or described by nobody', async () => {
      expect(await refusal(findRelease(share, needs('0.1.0')))).toBe('missing');
      expect(await refusal(findRelease('updates', needs('0.1.0')))).toBe('folder');
      expect(await refusal(findRelease(share, needs('0.1.0', [])))).toBe('no-key');
      lay('0.2.0');
      expect(await refusal(takeUpdate(share, needs('0.2.0'), progress))).toBe('same');
      expect(await refusal(takeUpdate(share, needs('0.3.0'), progress))).toBe('older');
      writeFileSync(join(share, LATEST), 'x'.repeat(600_000));
      expect(await refusal(findRelease(share, needs('0.1.0')))).toBe('form');
      writeFileSync(join(share, LATEST), '{"signed":1}');
      expect(await refusal(findRelease(share, needs('0.1.0')))).toBe('form');
      const other = process.platform === 'win32' ? 'xueji-desk_0.4.0_amd64.deb' : 'XuejiDesk-Setup-0.4.0.exe';
      writeFileSync(join(share, other), 'of another system');
      signRelease({ folder: share, version: '0.4.0', notes: [], privateKey });
      expect(await refusal(takeUpdate(share, needs('0.1.0'), progress))).toBe('platform');
    });

    it('refuses a description that somebody else signed or that was changed', async () => {
      lay('0.2.0', stranger);
      expect(await refusal(findRelease(share, needs('0.1.0')))).toBe('signature');
      lay('0.2.0');
      rewrite((signed) => signed.replace('"0.2.0"', '"0.9.0"'));
      expect(await refusal(findRelease(share, needs('0.1.0')))).toBe('signature');
      rewrite((signed) => `${signed} `);
      expect(await refusal(findRelease(share, needs('0.1.0')))).toBe('signature');
    });

    it('refuses an installer that is not what was signed, and leaves nothing of it', async () => {
      lay('0.2.0');
      const file = join(share, installer('0.2.0'));
      for (const spoil of [
        () => writeFileSync(file, 'installer of 0.2.1'),
        () => writeFileSync(file, 'installer'),
        () => appendFileSync(file, 'x'.repeat(1_000_000)),
      ]) {
        lay('0.2.0');
        spoil();
        expect(await refusal(takeUpdate(share, needs('0.1.0'), progress))).toBe('file-changed');
        expect(existsSync(join(updatesDir(dataDir), installer('0.2.0')))).toBe(false);
      }
      rmSync(file);
      expect(await refusal(takeUpdate(share, needs('0.1.0'), progress))).toBe('file-missing');
      // Changed after it was taken.
      lay('0.2.0');
      await takeUpdate(share, needs('0.1.0'), progress);
      appendFileSync(join(updatesDir(dataDir), installer('0.2.0')), 'x');
      expect(await refusal(takeInstaller(dataDir, 'ready'))).toBe('file-changed');
    });

    it('a signed description may not name files elsewhere', async () => {
      lay('0.2.0');
      const signed = JSON.parse(JSON.parse(readFileSync(join(share, LATEST), 'utf8')).signed);
      signed.files[thisPlatform()].file = '../evil.exe';
      const text = JSON.stringify(signed);
      const { sign } = await import('node:crypto');
      const signature = sign(null, Buffer.from(text), privateKey).toString('base64');
      writeFileSync(join(share, LATEST), JSON.stringify({ signed: text, signature }));
      expect(await refusal(findRelease(share, needs('0.1.0')))).toBe('form');
    });

    it('knows the folder that the office’s IT has set, until the office chooses one', () => {
      const environment = { XUEJI_UPDATES: ' /srv/updates ' };
      expect(readUpdateState(dataDir, environment).folder).toBe('/srv/updates');
      saveUpdateState(dataDir, { folder: '/mnt/new', ready: null, installed: null, previous: null });
      expect(readUpdateState(dataDir, environment).folder).toBe('/mnt/new');
      writeFileSync(join(updatesDir(dataDir), 'state.json'), '{ damaged');
      expect(readUpdateState(dataDir, {})).toEqual({
        folder: '',
        ready: null,
        installed: null,
        previous: null,
      });
    });

    it.skipIf(process.platform === 'win32')(
      'starts an installer with the switches for a quiet update',
      async () => {
        const script = join(dataDir, 'setup.sh');
        const said = join(dataDir, 'said.txt');
        writeFileSync(script, `#!/bin/sh\necho "$@" > ${said}.part && mv ${said}.part ${said}\n`);
        chmodSync(script, 0o755);
        await startInstaller(script);
        await vi.waitFor(() => expect(readFileSync(said, 'utf8')).toBe('--updated /S --force-run\n'));
        await expect(startInstaller(join(dataDir, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
      },
    );

    it('the desktop program starts what is ready once, when it ends', async () => {
      const started: string[] = [];
      const start = async (path: string) => void started.push(path);
      const logged: string[] = [];
      const log = {
        info: (event: string) => void logged.push(event),
        error: (event: string) => void logged.push(event),
      };
      await installReady(dataDir, log, { platform: 'win32', start });
      lay('0.2.0');
      await takeUpdate(share, needs('0.1.0'), progress);
      await installReady(dataDir, log, { platform: 'linux', start });
      expect(started).toEqual([]);
      await installReady(dataDir, log, { platform: 'win32', start });
      await installReady(dataDir, log, { platform: 'win32', start });
      expect(started).toEqual([join(updatesDir(dataDir), installer('0.2.0'))]);
      await takeUpdate(share, needs('0.1.0'), progress);
      appendFileSync(join(updatesDir(dataDir), installer('0.2.0')), 'x');
      await installReady(dataDir, log, { platform: 'win32', start });
      expect(started.length).toBe(1);
      expect(logged).toEqual(['update-started', 'update-not-started']);
    });

    it('the command line says why nothing is taken, with its exit code', async () => {
      lay('9.0.0', stranger);
      for (const command of ['check', 'install']) {
        const { code, json } = await xuejiInside(
          'update',
          command,
          '--from',
          share,
          '--data',
          dataDir,
          '--json',
        );
        expect(code).toBe(4);
        expect(json).toMatchObject({ error: { code: 'UPDATE_REFUSED' } });
      }
      const none = await xuejiInside('update', 'rollback', '--data', dataDir, '--json');
      expect(none).toMatchObject({ code: 4, json: { error: { code: 'UPDATE_REFUSED' } } });
    });
  },
);
