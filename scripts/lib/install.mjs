import { existsSync } from 'node:fs';
import { run } from './run.mjs';
import { fingerprint, readStamp, writeStamp } from './stamp.mjs';

const STAMP = 'node_modules/.installed';

/** Installs the pinned packages where they are missing or the lock file has changed. */
export async function installPackages() {
  const wanted = fingerprint(['package-lock.json']);
  if (existsSync('node_modules') && readStamp(STAMP) === wanted) return;
  console.log('Installing packages (once) …');
  // Not `npm ci`: the lock file names the binaries of the system it was written on, and `install` adds those of another.
  const status = await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) {
    console.error('npm install failed: is the npm registry reachable from here?');
    process.exit(status);
  }
  writeStamp(STAMP, wanted);
}
