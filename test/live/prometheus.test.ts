import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { repositoryRoot } from '../tidy/repository.ts';
import { send } from './clients.ts';
import { freePorts, Running, until } from './running.ts';

const isInstalled = spawnSync('prometheus', ['--version']).status === 0;

test('Prometheus scrapes a node with the token for reading, and understands all that it says', async (t) => {
  if (!isInstalled) {
    process.stderr.write(`NOT TESTED: ${t.title}: prometheus is not installed\n`);
    t.pass();
    return;
  }
  const settings = join(repositoryRoot, 'docker/prometheus.yml');
  t.is(spawnSync('promtool', ['check', 'config', '--syntax-only', settings]).status, 0);
  const folder = mkdtempSync(join(tmpdir(), 'orrery-prometheus-'));
  const port = await freePorts(2);
  const node = new Running([
    ...['serve', '--listen', `127.0.0.1:${port}`, '--storage', 'memory', '--cache', 'ttl'],
    ...['--token', 'all', '--read-token', 'reading'],
  ]);
  await node.says('listening');
  writeFileSync(join(folder, 'token'), 'reading');
  writeFileSync(
    join(folder, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '1s' },
      scrape_configs: [
        {
          job_name: 'orrery',
          authorization: { credentials_file: join(folder, 'token') },
          static_configs: [{ targets: [`127.0.0.1:${port}`] }],
        },
      ],
    }),
  );
  const home = `127.0.0.1:${port + 1}`;
  const flags = [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'db')}`,
  ];
  const prometheus = spawn('prometheus', [...flags, `--web.listen-address=${home}`], { stdio: 'ignore' });
  t.teardown(async () => {
    prometheus.kill('SIGKILL');
    await node.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const seen = (query: string) =>
    until(query, async () => {
      const { status, body } = await send('GET', `http://${home}/api/v1/query?query=${query}`).catch(() => ({
        ...{ status: 0, body: '' },
      }));
      if (status !== 200) return undefined;
      const { data } = JSON.parse(body) as { data: { result: { value: [number, string] }[] } };
      return data.result[0]?.value[1];
    });
  t.is(await seen('up'), '1');
  t.is(await seen('orrery_members'), '1');
  t.is(await seen('orrery_keys'), '0');
});
